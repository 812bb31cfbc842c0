package dev.shardwright.simulator.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every schedule that has a name of its own, under the names that frameworks and papers give it. */
public final class Schedules {
    private static final int ANY = 0;

    private static final List<Entry> ENTRIES = List.of(
            new Entry(1, stages -> new Gpipe(), List.of()),
            new Entry(1, stages -> new OneForwardOneBackward(), List.of("1-forward-1-backward", "pipedream-flush")),
            new Entry(
                    ANY,
                    stages -> new Interleaved(Math.max(2, stages)),
                    List.of("interleaved-1f1b", "1f1b-interleaved")),
            new Entry(
                    1,
                    stages -> new ZeroBubbleH1(),
                    List.of("zb1p", "zb-1p", "zbb", "zero-bubble-1p", "zero-bubble-h1")),
            new Entry(1, stages -> new ZeroBubbleH2(), List.of("zb2p", "zb-2p", "zero-bubble-2p", "zero-bubble-h2")),
            new Entry(2, stages -> new ZeroBubbleV(), List.of("zbv", "zero-bubble-v")),
            new Entry(2, stages -> new VHalf(), List.of("vhalf")),
            new Entry(2, stages -> new VMin(), List.of("vmin")),
            new Entry(1, stages -> new DualPipe(), List.of("dual-pipe")),
            new Entry(2, stages -> new DualPipeV(), List.of("dualpipe-v", "dual-pipe-v")),
            new Entry(ANY, BreadthFirst::new, List.of("looped-bfs", "bfs", "layered-gradient-accumulation")),
            new Entry(1, stages -> new PipelinedBackpropagation(), List.of("async", "pipedream")));

    private Schedules() {}

    /** @param stages of a rank that the schedule prescribes, or ANY */
    private record Entry(int stages, IntFunction<PipelineSchedule> make, List<String> aliases) {
        String name() {
            return make.apply(Math.max(1, stages)).name();
        }

        boolean isCalled(String text) {
            return name().equals(text) || aliases.contains(text);
        }

        PipelineSchedule with(int virtualStages) {
            boolean open = virtualStages == 1 && stages != ANY;
            PipelineSchedule schedule = make.apply(virtualStages);
            if (!open && schedule.virtualStages() != virtualStages) {
                throw new IllegalArgumentException("the schedule " + schedule.name() + " has "
                        + (stages == ANY ? "two or more" : stages) + " stages per rank, not " + virtualStages);
            }
            return schedule;
        }
    }

    /** Names, without aliases. */
    public static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /** Names and aliases. */
    public static List<String> words() {
        return ENTRIES.stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.aliases().stream()))
                .toList();
    }

    /** One of each; those that have a choice with that many stages per rank, two at least. */
    public static List<PipelineSchedule> all(int virtualStages) {
        List<PipelineSchedule> schedules = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            schedules.add(entry.make().apply(entry.stages() == ANY ? Math.max(2, virtualStages) : entry.stages()));
        }
        return List.copyOf(schedules);
    }

    /**
     * @param virtualStages stages of a rank; 1 where nothing is said about them
     * @throws IllegalArgumentException for an unknown name, or stages that the schedule does not have
     */
    public static PipelineSchedule parse(String name, int virtualStages) {
        String word = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return ENTRIES.stream()
                .filter(entry -> entry.isCalled(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is not one of " + names().stream().collect(Collectors.joining(", "))))
                .with(virtualStages);
    }
}
