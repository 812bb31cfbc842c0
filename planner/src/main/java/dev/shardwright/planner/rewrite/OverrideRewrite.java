package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a launch script whose command says the job in flags and {@code key=value} words (Megatron-Bridge) another layout by
 * changing those words in which the exports of the old and the new job differ, and nothing else. The result is read again:
 * it must say the job that was asked for, or there is none.
 */
public final class OverrideRewrite {
    private final Target target;
    private final ImportContext context;
    private final List<FlagSpan> present;
    private final Map<String, FlagSpan> before;
    private final Map<String, FlagSpan> wanted;
    private final CommandEdits edits;

    private OverrideRewrite(
            List<SourceFile> files, Imported imported, Target target, TrainingJob after, ImportContext context) {
        this.target = target;
        this.context = context;
        present = imported.reading().flags();
        boolean said = imported.proposal().broken().isEmpty()
                && target.refusals(imported.job()).isEmpty();
        before = said ? words(exported(imported.job())) : Map.of();
        wanted = words(exported(after));
        edits = new CommandEdits(files);
    }

    /**
     * The files with the new layout. Throws InvalidInputException when the target cannot say the layout, or when the words
     * cannot be changed alone, with those to change by hand.
     */
    public static List<SourceFile> of(
            List<SourceFile> files, Imported imported, Target target, TrainingJob after, ImportContext context) {
        OverrideRewrite rewrite = new OverrideRewrite(files, imported, target, after, context);
        Set<String> names = rewrite.concerned();
        names.forEach(rewrite::change);
        List<SourceFile> spoken =
                rewrite.edits.applied(rewrite.present, span -> rewrite.wanted.containsKey(span.name()));
        List<String> old = rewrite.before.isEmpty() ? List.of() : rewrite.lines(imported.job());
        List<SourceFile> changed = LaunchQueues.changed(spoken, old, rewrite.lines(after));
        rewrite.verify(changed, after, names);
        return changed;
    }

    private List<SourceFile> exported(TrainingJob job) {
        return target.export(job, ExportContext.BARE).stream()
                .filter(file -> !file.name().endsWith(".sbatch"))
                .map(file -> new SourceFile(file.name(), file.text()))
                .toList();
    }

    private List<String> lines(TrainingJob job) {
        return exported(job).stream().flatMap(file -> file.text().lines()).toList();
    }

    private Map<String, FlagSpan> words(List<SourceFile> files) {
        Map<String, FlagSpan> words = new LinkedHashMap<>();
        Importer.propose(files, context).reading().flags().forEach(span -> words.put(span.name(), span));
        return words;
    }

    /** Words that tell the old from the new job; all where the exporter cannot say the old one. */
    private Set<String> concerned() {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(wanted.keySet());
        names.removeIf(name -> !before.isEmpty() && values(before.get(name)).equals(values(wanted.get(name))));
        return names;
    }

    private static List<String> values(@Nullable FlagSpan span) {
        return span == null ? List.of() : span.values();
    }

    private void change(String name) {
        FlagSpan next = wanted.get(name);
        List<FlagSpan> now =
                present.stream().filter(span -> span.name().equals(name)).toList();
        for (FlagSpan span : now) {
            if (next == null) {
                edits.remove(span);
            } else if (!span.values().equals(next.values())) {
                replace(span, next);
            }
        }
        if (next != null && now.isEmpty()) {
            edits.add(spoken(next));
        }
    }

    /** A word that needs quotes is written anew, since they go around its key too. */
    private void replace(FlagSpan span, FlagSpan next) {
        String value = String.join(" ", next.values());
        edits.replace(
                span,
                Optional.of(value)
                        .filter(word -> ShellWord.literal(word).toString().equals(word)),
                spoken(next));
    }

    private static String spoken(FlagSpan span) {
        String values = String.join(" ", span.values());
        return span.name().startsWith("-")
                ? span.name() + " " + ShellWord.literal(values)
                : ShellWord.literal(span.name() + "=" + values).toString();
    }

    /** What files say of a layout. */
    private record Said(Layout layout, StageLayers stages, int batch) {
        static Said of(TrainingJob job) {
            return new Said(job.layout(), StageLayers.of(job), job.workload().globalBatch());
        }
    }

    private Optional<Said> said(List<SourceFile> files) {
        try {
            return Optional.of(Said.of(Importer.readTexts(files, context).job()));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** The files must say what a script that is exported anew says. */
    private void verify(List<SourceFile> changed, TrainingJob after, Set<String> names) {
        Optional<Said> meant = said(exported(after));
        if (meant.isEmpty() || !said(changed).equals(meant)) {
            String words = names.stream()
                    .map(name -> wanted.containsKey(name) ? spoken(wanted.get(name)) : "no " + name)
                    .collect(Collectors.joining(", "));
            throw new InvalidInputException(
                    changed.get(0).name(),
                    "cannot be changed word by word without changing more than the layout.",
                    "Change these by hand: " + words + ".");
        }
    }
}
