package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.megatron.Flag;
import dev.shardwright.planner.export.megatron.LaunchScript;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a Megatron-LM launch script another layout by changing the lines concerned and nothing else. The result is read
 * again: it must say exactly the job that was asked for, or there is none.
 */
public final class MegatronRewrite {
    private final Imported imported;
    private final Map<String, Flag> wanted;
    private final Optional<Map<String, Flag>> before;
    private final CommandEdits edits;

    /** What files say of a layout. */
    private record Said(Layout layout, StageLayers stages) {}

    private MegatronRewrite(List<SourceFile> files, Imported imported, TrainingJob after) {
        this.imported = imported;
        wanted = flags(after, release());
        before = imported.proposal().broken().isEmpty() ? said(imported.job()) : Optional.empty();
        edits = new CommandEdits(files);
    }

    /**
     * The files with the new layout. Throws InvalidInputException when the release cannot say the layout, or when the lines
     * cannot be changed alone, with the arguments to change by hand.
     */
    public static List<SourceFile> of(
            List<SourceFile> files, Imported imported, TrainingJob after, ImportContext context) {
        MegatronRewrite rewrite = new MegatronRewrite(files, imported, after);
        rewrite.edit(after.layout());
        List<SourceFile> spoken = rewrite.edits.applied(
                imported.reading().flags(),
                span -> FlagGroups.ALL.stream().anyMatch(group -> group.contains(span.name())));
        List<SourceFile> changed =
                LaunchQueues.changed(spoken, rewrite.surroundings(imported), rewrite.surroundings(after));
        rewrite.verify(changed, after, context);
        return changed;
    }

    private MegatronRelease release() {
        String version = imported.framework().version();
        try {
            return version.isEmpty() || version.contains(" ") ? MegatronRelease.NEWEST : MegatronRelease.parse(version);
        } catch (InvalidInputException e) {
            return MegatronRelease.NEWEST;
        }
    }

    /** The environment that an exported script sets up; none where none can say the job. */
    private List<String> surroundings(Imported old) {
        return before.isPresent() ? surroundings(old.job()) : List.of();
    }

    private List<String> surroundings(TrainingJob job) {
        return LaunchScript.of(job, release()).environment().lines();
    }

    private Optional<Map<String, Flag>> said(TrainingJob job) {
        try {
            return Optional.of(flags(job, release()));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Flag> flags(TrainingJob job, MegatronRelease release) {
        Map<String, Flag> flags = new LinkedHashMap<>();
        LaunchScript.of(job, release)
                .arguments()
                .forEach(group -> group.flags().forEach(flag -> flags.put(flag.name(), flag)));
        return flags;
    }

    private void edit(Layout after) {
        for (Set<String> group : FlagGroups.ALL) {
            if (!before.map(flags -> same(group, flags)).orElse(false)) {
                change(group);
            }
        }
        imported.reading().flags().stream()
                .filter(span -> !Companions.allowed(span.name(), after))
                .forEach(edits::remove);
    }

    /** Whether the old job is said in the same words. */
    private boolean same(Set<String> group, Map<String, Flag> flags) {
        return group.stream().allMatch(name -> words(flags.get(name)).equals(words(wanted.get(name))));
    }

    private static String words(Flag flag) {
        return flag == null ? "" : flag.name() + " " + flag.values();
    }

    private void change(Set<String> group) {
        List<FlagSpan> present = imported.reading().flags().stream()
                .filter(span -> group.contains(span.name()))
                .toList();
        for (FlagSpan span : present) {
            Flag flag = wanted.get(span.name());
            if (flag == null) {
                edits.remove(span);
            } else if (!flag.values().stream()
                    .map(word -> TextEdits.bare(word.toString()))
                    .toList()
                    .equals(span.values())) {
                replace(span, flag);
            }
        }
        List<String> names = present.stream().map(FlagSpan::name).toList();
        wanted.values().stream()
                .filter(flag -> group.contains(flag.name()) && !names.contains(flag.name()))
                .filter(flag -> before.isEmpty()
                        || !words(before.get().get(flag.name())).equals(words(flag)))
                .forEach(flag -> edits.add(spoken(flag)));
    }

    private void replace(FlagSpan span, Flag flag) {
        Optional<String> value =
                flag.values().size() == 1 ? Optional.of(flag.values().get(0).toString()) : Optional.empty();
        edits.replace(span, value, spoken(flag));
    }

    /** The files must say what a script that is exported anew says. */
    private void verify(List<SourceFile> changed, TrainingJob after, ImportContext context) {
        String anew = LaunchScript.of(after, release()).text(Optional.empty());
        Optional<Said> meant = said(List.of(new SourceFile("launch.sh", anew)), context);
        if (meant.isEmpty() || !said(changed, context).equals(meant)) {
            throw new InvalidInputException(
                    changed.get(0).name(),
                    "cannot be changed line by line without changing more than the layout.",
                    "Change these arguments by hand: " + byHand() + ".");
        }
    }

    private static Optional<Said> said(List<SourceFile> files, ImportContext context) {
        try {
            TrainingJob job = Importer.readTexts(files, context).job();
            return Optional.of(new Said(job.layout(), StageLayers.of(job)));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private String byHand() {
        List<String> words = new ArrayList<>();
        for (Set<String> group : FlagGroups.ALL) {
            if (!before.map(flags -> same(group, flags)).orElse(false)) {
                group.stream()
                        .sorted()
                        .filter(name -> wanted.containsKey(name)
                                || imported.reading().flags().stream()
                                        .anyMatch(span -> span.name().equals(name)))
                        .forEach(name -> words.add(wanted.containsKey(name) ? spoken(wanted.get(name)) : "no " + name));
            }
        }
        return String.join(", ", words);
    }

    private static String spoken(Flag flag) {
        StringBuilder text = new StringBuilder(flag.name());
        flag.values().forEach(value -> text.append(' ').append(value));
        return text.toString();
    }
}
