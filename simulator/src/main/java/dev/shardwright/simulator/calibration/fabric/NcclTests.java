package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.runlog.LogLine;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output of nccl-tests and rccl-tests: a header with one line per rank, then one row per size: bytes, count, type,
 * redop, root, and time (us), algorithm and bus bandwidth, errors, out of place and in place. A file may hold several
 * tests; the out-of-place times count.
 */
public final class NcclTests {
    private static final Pattern TEST = Pattern.compile("\\b([a-z_]+_perf)\\b");
    private static final Pattern DEVICES = Pattern.compile("#\\s*(?:Using devices|nThread)");
    private static final Pattern RANK = Pattern.compile(
            "#\\s+Rank\\s+(\\d{1,7})(?:\\s+Group\\s+(\\d{1,7}))?\\s+Pid\\s+\\d+\\s+on\\s+(\\S+)\\s+device\\s+\\d+\\s+\\[[^\\]]*\\]\\s*(.*)$");
    private static final Pattern UNIT = Pattern.compile("\\(B\\).*?\\((ns|us|ms|s)\\)");
    private static final double MICRO = 1e-6;
    private static final double GIGA = 1e9;
    private static final Map<String, Double> UNITS = Map.of("ns", 1e-9, "us", MICRO, "ms", 1e-3, "s", 1.0);

    /** Rows above this size show the ratio of the two bandwidths in two decimals or more. */
    private static final double CHECKED_RATE = 1;

    private static final double RATIO_TOLERANCE = 0.05;

    private final LogText log;
    private final Optional<Collective> stated;
    private final List<CollectiveSample> samples = new ArrayList<>();
    private final List<OtherSample> others = new ArrayList<>();
    private final Set<String> devices = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Map<String, Map<String, String>> hosts = new LinkedHashMap<>();
    private Optional<String> program = Optional.empty();
    private boolean rowsSeen;
    private double unit = MICRO;

    private NcclTests(LogText log, Optional<Collective> stated) {
        this.log = log;
        this.stated = stated;
    }

    /**
     * What a file says: samples, those of collectives that are not modelled, names of the devices, and what was left out.
     */
    public record Found(
            List<CollectiveSample> samples, List<OtherSample> others, Set<String> devices, List<String> remarks) {
        public Found {
            samples = List.copyOf(samples);
            others = List.copyOf(others);
            devices = Set.copyOf(devices);
            remarks = List.copyOf(remarks);
        }
    }

    /** Throws InvalidInputException when ranks or collective are not said, or no row can be used. */
    public static Found read(LogText log, Optional<Collective> stated) {
        return new NcclTests(log, stated).all();
    }

    private Found all() {
        for (LogLine line : log.lines()) {
            String text = line.text();
            Optional<NcclRow> row = NcclRow.parse(text);
            if (row.isPresent()) {
                row(line, row.get());
            } else {
                header(line, text);
            }
        }
        if (samples.isEmpty() && others.isEmpty()) {
            throw new InvalidInputException(
                    log.name(),
                    "holds no row of nccl-tests that can be used. It starts: " + String.join(" / ", log.sample()),
                    "Give it the output of all_reduce_perf, all_gather_perf, reduce_scatter_perf, alltoall_perf or"
                            + " sendrecv_perf.");
        }
        return new Found(samples, others, devices, List.copyOf(remarks));
    }

    private void header(LogLine line, String text) {
        Matcher test = TEST.matcher(text);
        if (test.find()) {
            program = Optional.of(test.group(1));
        }
        if (DEVICES.matcher(text).find() && rowsSeen) {
            hosts.clear();
            rowsSeen = false;
        }
        Matcher stated = UNIT.matcher(text);
        if (stated.find()) {
            unit = UNITS.getOrDefault(stated.group(1), MICRO);
        }
        Matcher rank = RANK.matcher(text);
        if (rank.find()) {
            rank(line, rank);
        }
    }

    private void rank(LogLine line, Matcher rank) {
        if (rowsSeen) {
            hosts.clear();
            rowsSeen = false;
        }
        String group = rank.group(2) == null ? "0" : rank.group(2);
        String number = rank.group(1);
        if (hosts.computeIfAbsent(group, any -> new LinkedHashMap<>()).put(number, rank.group(3)) != null) {
            throw new InvalidInputException(
                    log.at(line),
                    "names rank " + number + " a second time: every process ran alone.",
                    "Build nccl-tests with MPI=1, so that the processes know each other.");
        }
        devices.add(rank.group(4).strip());
    }

    private void row(LogLine line, NcclRow row) {
        rowsSeen = true;
        if (row.bytes() == 0 || !row.outOfPlace().measured() && !row.inPlace().measured()) {
            return;
        }
        NcclRow.Side first = row.outOfPlace().measured() ? row.outOfPlace() : row.inPlace();
        if (first.correct()) {
            checkTime(line, row, first);
            sample(line, row, first);
        } else {
            remarks.add("rows with wrong results are left out");
        }
    }

    private void checkTime(LogLine line, NcclRow row, NcclRow.Side side) {
        if (!side.timed()) {
            throw new InvalidInputException(
                    log.at(line),
                    "says that " + row.bytes() + " bytes took " + side.time() + ": a time must be a number above zero.",
                    "Run the test again; with more iterations (-n) if times are too short to tell.");
        }
    }

    private void sample(LogLine line, NcclRow row, NcclRow.Side side) {
        Optional<Collective> collective = collective();
        CollectiveSample.Ranks ranks = ranks(line);
        Bytes buffer = new Bytes(row.bytes());
        if (collective.isPresent()) {
            check(line, collective.get(), ranks.count(), side);
            samples.add(new CollectiveSample(
                    collective.get(), ranks, buffer, seconds(side), inPlace(row).map(this::seconds)));
            return;
        }
        String name = program.orElse("an unnamed test");
        remarks.add("rows of " + name + " are left out: no such collective is modelled");
        others.add(new OtherSample(name, ranks, buffer, seconds(side), bus(side)));
    }

    private static Optional<NcclRow.Side> inPlace(NcclRow row) {
        boolean right = row.outOfPlace().measured()
                && row.inPlace().timed()
                && row.inPlace().correct();
        return right ? Optional.of(row.inPlace()) : Optional.empty();
    }

    private static BytesPerSecond bus(NcclRow.Side side) {
        return new BytesPerSecond(Math.max(0, side.bus()) * GIGA);
    }

    private Seconds seconds(NcclRow.Side side) {
        return new Seconds(side.time() * unit);
    }

    /** What the output names counts first; a program that is named but not modelled is not guessed at. */
    private Optional<Collective> collective() {
        if (program.isPresent()) {
            return CollectiveNames.in(program.get());
        }
        Optional<Collective> named = stated.or(() -> CollectiveNames.in(fileName()));
        if (named.isEmpty()) {
            throw new InvalidInputException(
                    log.name(), "does not say which collective it measured.", "Name it with --collective.");
        }
        return named;
    }

    private String fileName() {
        String name = log.name().replace('\\', '/');
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private CollectiveSample.Ranks ranks(LogLine line) {
        if (hosts.isEmpty()) {
            throw new InvalidInputException(
                    log.at(line),
                    "comes before any line of the form '# Rank 0 Group 0 Pid 1 on HOST device 0': how many ranks took"
                            + " part is not known.",
                    "Keep the header of the output.");
        }
        Map<String, String> group = hosts.values().iterator().next();
        if (hosts.size() > 1) {
            remarks.add("ran in " + hosts.size() + " groups at once; times are those of the slowest");
        }
        Map<String, Integer> perHost = new LinkedHashMap<>();
        group.values().forEach(host -> perHost.merge(host, 1, Integer::sum));
        int most = perHost.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        if (new HashSet<>(perHost.values()).size() > 1) {
            remarks.add("nodes took part with different numbers of ranks");
        }
        return new CollectiveSample.Ranks(group.size(), perHost.size(), most);
    }

    /** Bus bandwidth over algorithm bandwidth is the collective's wire factor: it must fit what the row is said to be. */
    private void check(LogLine line, Collective collective, int ranks, NcclRow.Side side) {
        if (!(side.algorithm() > CHECKED_RATE) || ranks < 2) {
            return;
        }
        double said = side.bus() / side.algorithm();
        double factor = collective.wireFactor(ranks);
        if (Math.abs(said / factor - 1) > RATIO_TOLERANCE) {
            throw new InvalidInputException(
                    log.at(line),
                    "has a bus bandwidth of " + String.format(Locale.ROOT, "%.3f", said)
                            + " times the algorithm bandwidth, but "
                            + CollectiveNames.word(collective) + " among " + ranks + " ranks has "
                            + String.format(Locale.ROOT, "%.3f", factor) + ".",
                    "Check --collective and the ranks in the header.");
        }
    }
}
