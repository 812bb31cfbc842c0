package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives configurations of keys and values (YAML, TOML, JSON) another layout by changing the lines concerned and nothing
 * else: the keys in which the framework's exports of the old and the new job differ, but for values that the files say in
 * words of their own and that stay true. The result is read again: it must say the job that was asked for, or there is none.
 */
public final class KeyRewrite {
    private final List<SourceFile> files;
    private final Imported imported;
    private final Target target;
    private final ImportContext context;
    private final Map<String, List<Setting>> present;
    private final Optional<Map<String, List<Setting>>> before;
    private final Set<String> exact = new LinkedHashSet<>();
    private final Set<Setting> removed = new LinkedHashSet<>();
    private final List<Edit> edits = new ArrayList<>();
    private final List<Edit> dispensable = new ArrayList<>();
    private final List<Setting> missing = new ArrayList<>();
    private final List<String> byHand = new ArrayList<>();

    /** What stands from {@code start} to {@code end} of a file becomes the text. */
    private record Edit(String file, int start, int end, String text) {}

    private KeyRewrite(List<SourceFile> files, Imported imported, Target target, ImportContext context) {
        this.files = files;
        this.imported = imported;
        this.target = target;
        this.context = context;
        present = Setting.of(files, imported.reading().flags());
        before = before();
    }

    /**
     * The files with the new layout. Throws InvalidInputException when the target cannot say the layout, or when the lines
     * cannot be changed alone, with the keys to change by hand.
     */
    public static List<SourceFile> of(
            List<SourceFile> files, Imported imported, Target target, TrainingJob after, ImportContext context) {
        return new KeyRewrite(files, imported, target, context).rewritten(after);
    }

    private List<SourceFile> rewritten(TrainingJob after) {
        List<SourceFile> anew = exported(after);
        Optional<Imported> fresh = read(anew);
        Map<String, List<Setting>> wanted =
                Setting.of(anew, fresh.map(i -> i.reading().flags()).orElse(List.of()));
        exact.addAll(EngineKeys.exact(wanted));
        for (String name : concerned(wanted, fresh)) {
            List<Setting> now = present.getOrDefault(name, List.of());
            if (!wanted.containsKey(name)) {
                now.forEach(this::remove);
            } else if (now.isEmpty()) {
                add(last(wanted.get(name)));
            } else {
                now.forEach(setting -> change(setting, last(wanted.get(name))));
            }
        }
        insertMissing();
        TrainingJob meant = fresh.map(Imported::job).orElse(after);
        if (!says(edits, after, meant)) {
            throw refused();
        }
        return applied(fewest(after, meant));
    }

    /** What starts a job: every file but those for the queue. */
    private List<SourceFile> exported(TrainingJob job) {
        return target.export(job, ExportContext.BARE).stream()
                .filter(file -> !file.name().endsWith(".sbatch"))
                .map(file -> new SourceFile(file.name(), file.text()))
                .toList();
    }

    private Optional<Imported> read(List<SourceFile> texts) {
        try {
            return Optional.of(Importer.readTexts(texts, context));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** What the exporter says of the old job; empty where it cannot say it. */
    private Optional<Map<String, List<Setting>>> before() {
        if (!imported.proposal().broken().isEmpty()
                || !target.refusals(imported.job()).isEmpty()) {
            return Optional.empty();
        }
        List<SourceFile> old = exported(imported.job());
        return Optional.of(
                Setting.of(old, read(old).map(i -> i.reading().flags()).orElse(List.of())));
    }

    /** Keys that tell the old from the new job; where the exporter cannot say the old one, those that say a job at all. */
    private Set<String> concerned(Map<String, List<Setting>> wanted, Optional<Imported> fresh) {
        Set<String> names = new LinkedHashSet<>();
        if (before.isPresent()) {
            names.addAll(before.get().keySet());
            names.addAll(wanted.keySet());
            names.removeIf(name -> values(before.get().get(name)).equals(values(wanted.get(name))));
            names.addAll(exact);
        } else {
            imported.stated().values().forEach(stated -> names.add(Setting.normal(stated.key())));
            fresh.ifPresent(i -> i.stated().values().forEach(stated -> names.add(Setting.normal(stated.key()))));
            names.retainAll(wanted.keySet());
        }
        return names;
    }

    /**
     * Whether the file says it in words of its own, such as -1 for what is left, that may still be true. What it says as
     * the exporter does has to follow it, read here or not.
     */
    private boolean ownWords(Setting now) {
        return !exact.contains(Setting.normal(now.name()))
                && before.map(old ->
                                !values(old.get(Setting.normal(now.name()))).equals(now.values()))
                        .orElse(true);
    }

    private static Setting last(List<Setting> settings) {
        return settings.get(settings.size() - 1);
    }

    static List<String> values(@Nullable List<Setting> settings) {
        return settings == null ? List.of() : last(settings).values();
    }

    private void change(Setting now, Setting wanted) {
        if (now.values().equals(wanted.values())) {
            return;
        }
        if (wanted.rewritable() && now.rewritable()) {
            Edit edit = new Edit(now.file().name(), now.start(), now.end(), wanted.literal());
            edits.add(edit);
            if (ownWords(now)) {
                dispensable.add(edit);
            }
        } else {
            byHand.add("set " + wanted.name() + " to " + String.join(", ", wanted.values()));
        }
    }

    private void add(Setting wanted) {
        if (wanted.rewritable()) {
            missing.add(wanted);
        } else {
            byHand.add("add " + wanted.name() + " = " + String.join(", ", wanted.values()));
        }
    }

    private void remove(Setting now) {
        if (now.alone()) {
            removed.add(now);
        } else {
            byHand.add("remove " + now.name());
        }
    }

    /** Before the line of another key of the same section; a whole section where there is none such. */
    private void insertMissing() {
        Map<String, List<Setting>> sections =
                missing.stream().collect(Collectors.groupingBy(Setting::section, TreeMap::new, Collectors.toList()));
        sections.forEach((section, keys) -> {
            Optional<Setting> neighbour = neighbour(keys.get(0), section);
            if (neighbour.isPresent()) {
                keys.forEach(key -> insert(neighbour.get(), key.key(), key.literal()));
            } else {
                insertSection(section, keys);
            }
        });
    }

    private Optional<Setting> neighbour(Setting wanted, String section) {
        return present.values().stream()
                .flatMap(List::stream)
                .filter(setting -> !removed.contains(setting))
                .filter(setting -> setting.takesLine(wanted.file().extension(), section))
                .findFirst();
    }

    private void insert(Setting neighbour, String key, String literal) {
        append(neighbour.file().name(), neighbour.lineStart(), neighbour.lineOf(key, literal));
    }

    private void append(String file, int at, String text) {
        Edit edit = new Edit(file, at, at, text);
        edits.add(edit);
        if (before.isEmpty()) {
            dispensable.add(edit);
        }
    }

    /** The file that takes a table: none where the section is written in another form already. */
    private Optional<SourceFile> tables(String section) {
        boolean inline = present.values().stream()
                .flatMap(List::stream)
                .anyMatch(setting ->
                        !removed.contains(setting) && setting.section().equals(section));
        return files.stream()
                .filter(file -> file.extension().equals("toml"))
                .filter(file -> !section.isEmpty() && !inline)
                .findFirst();
    }

    private void insertSection(String section, List<Setting> keys) {
        String name = section.substring(0, Math.max(0, section.length() - 1));
        String above = name.substring(0, name.lastIndexOf('.') + 1);
        Setting first = keys.get(0);
        Optional<Setting> neighbour = neighbour(first, above).filter(setting -> !name.isEmpty());
        Optional<SourceFile> tables = first.file().extension().equals("toml") ? tables(section) : Optional.empty();
        if (tables.isPresent()) {
            Table table = new Table(name, tables.get());
            append(table.file().name(), table.at(), table.with(keys));
        } else if (neighbour.isPresent() && !first.file().extension().equals("toml")) {
            String all = keys.stream().map(Setting::said).collect(Collectors.joining(", ", "{", "}"));
            insert(neighbour.get(), name.substring(above.length()), all);
        } else {
            keys.forEach(key -> byHand.add("add " + key.name() + " = " + key.literal()));
        }
    }

    /** Without those dispensable edits that change nothing of the job: other words for the same. */
    private List<Edit> fewest(TrainingJob after, TrainingJob meant) {
        List<Edit> kept = new ArrayList<>(edits);
        for (Edit edit : dispensable) {
            List<Edit> fewer = new ArrayList<>(kept);
            fewer.remove(edit);
            if (says(fewer, after, meant)) {
                kept = fewer;
            }
        }
        return kept;
    }

    /** Whether the files say the job that was asked for, or the same as files that are exported anew. */
    private boolean says(List<Edit> some, TrainingJob after, TrainingJob meant) {
        return read(applied(some))
                .map(Imported::job)
                .filter(job -> same(job, after) || same(job, meant))
                .isPresent();
    }

    private static boolean same(TrainingJob job, TrainingJob other) {
        return job.layout().equals(other.layout())
                && StageLayers.of(job).equals(StageLayers.of(other))
                && job.workload().globalBatch() == other.workload().globalBatch()
                && job.workload().sequenceLength() == other.workload().sequenceLength();
    }

    private List<SourceFile> applied(List<Edit> some) {
        List<SourceFile> changed = new ArrayList<>();
        for (SourceFile file : files) {
            TextEdits texts = new TextEdits(file.text());
            some.stream()
                    .filter(edit -> edit.file().equals(file.name()))
                    .forEach(edit -> texts.replace(edit.start(), edit.end(), edit.text()));
            changed.add(without(new SourceFile(file.name(), texts.applied())));
        }
        return changed;
    }

    /** One key after the other, since what separates it from its neighbours depends on those that are still there. */
    private SourceFile without(SourceFile file) {
        SourceFile rest = file;
        for (Setting gone : removed) {
            SourceFile before = rest;
            rest = Setting.of(List.of(before), List.of()).getOrDefault(Setting.normal(gone.name()), List.of()).stream()
                    .filter(setting -> gone.file().name().equals(before.name()))
                    .findFirst()
                    .map(Setting::cut)
                    .orElse(before);
        }
        return rest;
    }

    private InvalidInputException refused() {
        return new InvalidInputException(
                files.get(0).name(),
                "cannot be changed key by key without changing more than the layout.",
                byHand.isEmpty()
                        ? "Export the best plan anew instead."
                        : "Change these by hand: " + String.join("; ", byHand) + ".");
    }
}
