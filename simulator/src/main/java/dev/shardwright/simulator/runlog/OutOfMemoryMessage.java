package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.unit.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PyTorch's allocator says when a device has no memory left, in the words of releases 1.x and 2.x. An amount that
 * the message leaves out is absent.
 *
 * @param requested the block that could not be had
 * @param capacity memory of the device
 * @param allocated held by live tensors
 * @param idle reserved by the allocator, but held by no tensor
 * @param process all that the process holds, libraries outside PyTorch included
 */
public record OutOfMemoryMessage(
        Bytes requested,
        Optional<Bytes> capacity,
        Optional<Bytes> allocated,
        Optional<Bytes> idle,
        Optional<Bytes> process,
        Place place) {
    /** The line of the log, from 1, and the global rank where the launcher put it before the line. */
    public record Place(OptionalInt rank, int line) {}

    private static final Map<String, Long> UNITS =
            Map.of("bytes", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);
    private static final String AMOUNT = "([0-9.]+ ?(?:bytes|[KMGT]iB))";
    private static final Pattern REQUESTED = Pattern.compile("Tried to allocate " + AMOUNT);
    private static final List<Pattern> CAPACITY = patterns("total capacity of " + AMOUNT, AMOUNT + " total capacity");
    private static final List<Pattern> ALLOCATED =
            patterns(AMOUNT + " is allocated by PyTorch", AMOUNT + " already allocated");
    private static final List<Pattern> IDLE = patterns(AMOUNT + " is reserved by PyTorch but unallocated");
    private static final List<Pattern> RESERVED = patterns(AMOUNT + " reserved in total by PyTorch");
    private static final List<Pattern> PROCESS = patterns("this process has " + AMOUNT + " memory in use");

    /** The first such message of a log. */
    public static Optional<OutOfMemoryMessage> find(LogText log) {
        return log.lines().stream()
                .filter(line -> REQUESTED.matcher(line.text()).find())
                .findFirst()
                .map(OutOfMemoryMessage::read);
    }

    private static OutOfMemoryMessage read(LogLine line) {
        String text = line.text();
        Optional<Bytes> allocated = amount(ALLOCATED, text);
        Optional<Bytes> reserved = amount(RESERVED, text);
        Optional<Bytes> idle = amount(IDLE, text)
                .or(() -> reserved.flatMap(all ->
                        allocated.map(used -> new Bytes(Math.max(0, all.value() - used.value())))));
        return new OutOfMemoryMessage(
                amount(List.of(REQUESTED), text).orElseThrow(),
                amount(CAPACITY, text),
                allocated,
                idle,
                amount(PROCESS, text),
                new Place(
                        line.rank() == LogLine.NOT_SAID ? OptionalInt.empty() : OptionalInt.of(line.rank()),
                        line.number()));
    }

    private static Optional<Bytes> amount(List<Pattern> patterns, String text) {
        return patterns.stream()
                .map(pattern -> pattern.matcher(text))
                .filter(Matcher::find)
                .map(found -> bytes(found.group(1)))
                .findFirst();
    }

    private static Bytes bytes(String amount) {
        int unit = 0;
        while (unit < amount.length() && (Character.isDigit(amount.charAt(unit)) || amount.charAt(unit) == '.')) {
            unit++;
        }
        double number = Double.parseDouble(amount.substring(0, unit));
        return Bytes.of(number * UNITS.get(amount.substring(unit).strip()));
    }

    private static List<Pattern> patterns(String... texts) {
        return Arrays.stream(texts).map(Pattern::compile).toList();
    }
}
