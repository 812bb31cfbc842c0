package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.PassFault;
import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of a file of passes: read one by one, then put together once their stages and micro-batches are known. */
final class PassOrderReader {
    static final String JOINED = "OVERLAP_F_B";

    private static final int MOST_DIGITS = 6;
    /** That are named one by one. */
    private static final int MOST_FAULTS = 20;

    private static final Pattern PASS =
            Pattern.compile("(\\d{1," + MOST_DIGITS + "})([FBIW])(\\d{1," + MOST_DIGITS + "})");
    private static final Pattern PAIR = Pattern.compile("\\(([^;]*);([^;]*)\\)" + JOINED);
    /** What PyTorch adds to an order of passes for transfers and sharded weights: the simulator places them itself. */
    private static final Pattern SKIPPED =
            Pattern.compile("\\d+(SEND_F|RECV_F|SEND_B|RECV_B|UNSHARD|RESHARD|REDUCE_GRAD)\\d*");

    private final String file;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** One pass; two of a pair share a column. */
    private record Cell(int column, String text, PassKind kind, int stage, int microBatch, Optional<Cell> beside) {
        Cell joined(Cell other) {
            return new Cell(column, text, kind, stage, microBatch, Optional.of(other));
        }
    }

    PassOrderReader(String file) {
        this.file = file;
    }

    PassOrder order(String text) {
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            rows.add(row(line));
        }
        if (rows.stream().allMatch(List::isEmpty) && problems.isEmpty()) {
            problem("", "has no passes.", "Write one line per rank, such as 0F0,0F1,0B0,0B1.");
        }
        complain();
        PassOrder order = ordered();
        List<PassFault> faults = order.faults();
        faults.stream().limit(MOST_FAULTS).forEach(this::add);
        if (faults.size() > MOST_FAULTS) {
            problem("", "has " + (faults.size() - MOST_FAULTS) + " more such faults.", "");
        }
        complain();
        return order;
    }

    private void complain() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private List<Cell> row(String line) {
        List<Cell> cells = new ArrayList<>();
        String[] texts = line.split(",", -1);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i].replace("\"", "").strip();
            if (!text.isEmpty() && !SKIPPED.matcher(text).matches()) {
                cell(i + 1, text).ifPresent(cells::add);
            }
        }
        return cells;
    }

    private Optional<Cell> cell(int column, String text) {
        Matcher pair = PAIR.matcher(text);
        Optional<Cell> cell = pair.matches()
                ? pass(column, pair.group(1))
                        .flatMap(first -> pass(column, pair.group(2))
                                .filter(second ->
                                        first.kind() == PassKind.FORWARD && second.kind() == PassKind.BACKWARD)
                                .map(first::joined))
                : pass(column, text);
        if (cell.isEmpty()) {
            problem(
                    place(rows.size(), column) + " = " + text,
                    "must be a pass: stage, F, B, I or W, micro-batch; or a pair such as (0F3;7B1)" + JOINED + ".",
                    "Maybe write 0F0.");
        }
        return cell;
    }

    private static Optional<Cell> pass(int column, String text) {
        Matcher match = PASS.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        int stage = Integer.parseInt(match.group(1));
        int microBatch = Integer.parseInt(match.group(3));
        boolean fits = stage < PassOrder.MOST_STAGES && microBatch < PassOrder.MOST_MICRO_BATCHES;
        PassKind kind = Arrays.stream(PassKind.values())
                .filter(candidate -> candidate.letter().equals(match.group(2)))
                .findFirst()
                .orElseThrow();
        return fits
                ? Optional.of(new Cell(column, match.group(), kind, stage, microBatch, Optional.empty()))
                : Optional.empty();
    }

    private PassOrder ordered() {
        int microBatches = 1 + most(true);
        int stages = 1 + most(false);
        PassOrder best = null;
        int fewest = Integer.MAX_VALUE;
        for (Placement placement : Placement.values()) {
            int perRank = placement == Placement.BOTH_WAYS ? 1 : Math.max(1, stages / rows.size());
            if (placement.stages(rows.size(), perRank) == stages && (placement != Placement.WAVE || perRank == 2)) {
                PassOrder order = filled(new PassOrder.Builder(placement, rows.size(), perRank, microBatches));
                int faults = misplaced(order);
                best = faults < fewest ? order : best;
                fewest = Math.min(fewest, faults);
            }
        }
        if (best == null) {
            problem(
                    "",
                    "has " + rows.size() + " ranks (rows) and " + stages + " stages: every rank needs as many stages.",
                    "Check the rows, or the highest stage.");
            complain();
        }
        return best;
    }

    private int most(boolean microBatch) {
        int most = 0;
        for (List<Cell> row : rows) {
            for (Cell cell : row) {
                most = Math.max(most, microBatch ? cell.microBatch() : cell.stage());
            }
        }
        return most;
    }

    private PassOrder filled(PassOrder.Builder order) {
        for (int rank = 0; rank < rows.size(); rank++) {
            for (Cell cell : rows.get(rank)) {
                if (cell.beside().isPresent()) {
                    Cell beside = cell.beside().get();
                    order.addJoined(rank, cell.stage(), cell.microBatch(), beside.stage(), beside.microBatch());
                } else {
                    order.add(rank, cell.kind(), cell.stage(), cell.microBatch());
                }
            }
        }
        return order.build();
    }

    private static int misplaced(PassOrder order) {
        int misplaced = 0;
        for (int rank = 0; rank < order.ranks(); rank++) {
            for (int i = 0; i < order.passes(rank); i++) {
                misplaced += order.rankOf(order.stage(rank, i), order.microBatch(rank, i)) == rank ? 0 : 1;
            }
        }
        return misplaced;
    }

    private void add(PassFault fault) {
        String where = fault.index() == PassFault.NOWHERE
                ? "row " + (fault.rank() + 1)
                : place(fault.rank(), columnOf(fault.rank(), fault.index()));
        problem(where, fault.rule(), fault.suggestion());
    }

    private int columnOf(int rank, int index) {
        int passes = 0;
        for (Cell cell : rows.get(rank)) {
            passes += cell.beside().isPresent() ? 2 : 1;
            if (passes > index) {
                return cell.column();
            }
        }
        throw new IllegalArgumentException("rank " + rank + " has no pass " + index);
    }

    private static String place(int row, int column) {
        return "row " + (row + 1) + ", column " + column;
    }

    private void problem(String where, String rule, String suggestion) {
        problems.add(new Problem(where.isEmpty() ? file : file + ", " + where, rule, suggestion));
    }
}
