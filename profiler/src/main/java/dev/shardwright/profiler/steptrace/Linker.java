package dev.shardwright.profiler.steptrace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the operator call that started a kernel. Traces since 2024 number operator and kernel alike (External id); in
 * older ones that number repeats the launch's, and the innermost call that was running on the launching thread counts.
 */
final class Linker {
    private final Trace trace;
    private final boolean numbered;
    private final List<OperatorCall> byNumber;
    private final Map<String, Nest> byThread = new HashMap<>();

    /** The calls of one thread by start, and for each the call around it (-1: none). */
    private record Nest(List<OperatorCall> calls, int[] around) {
        static Nest of(List<OperatorCall> calls) {
            calls.sort(Comparator.comparingDouble(OperatorCall::start)
                    .thenComparing(Comparator.comparingDouble(OperatorCall::end).reversed()));
            int[] around = new int[calls.size()];
            int open = -1;
            for (int i = 0; i < around.length; i++) {
                while (open >= 0 && calls.get(open).end() < calls.get(i).end()) {
                    open = around[open];
                }
                around[i] = open;
                open = i;
            }
            return new Nest(calls, around);
        }

        Optional<OperatorCall> innermost(double time) {
            int low = 0;
            int high = calls.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (calls.get(middle).start() <= time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            int i = low - 1;
            while (i >= 0 && calls.get(i).end() < time) {
                i = around[i];
            }
            return i < 0 ? Optional.empty() : Optional.of(calls.get(i));
        }
    }

    Linker(Trace trace) {
        this.trace = trace;
        this.numbered = trace.launches().isEmpty()
                || trace.work().stream()
                        .anyMatch(work -> work.external() != GpuWork.NOT_SAID && work.external() != work.correlation());
        this.byNumber = trace.calls().stream()
                .sorted(Comparator.comparingLong(OperatorCall::external))
                .toList();
        Map<String, List<OperatorCall>> threads = new HashMap<>();
        for (OperatorCall call : trace.calls()) {
            threads.computeIfAbsent(call.thread(), thread -> new ArrayList<>()).add(call);
        }
        threads.forEach((thread, calls) -> byThread.put(thread, Nest.of(calls)));
    }

    /** Empty when nothing says who started the work. */
    Optional<OperatorCall> caller(GpuWork work) {
        Optional<Launch> launch = Optional.ofNullable(trace.launches().get(work.correlation()));
        Optional<OperatorCall> named = numbered
                ? number(work.external()).or(() -> launch.flatMap(l -> number(l.external())))
                : Optional.empty();
        return named.or(() -> launch.flatMap(
                l -> Optional.ofNullable(byThread.get(l.thread())).flatMap(nest -> nest.innermost(l.time()))));
    }

    /** By halves: a map would take more memory than the calls themselves. */
    private Optional<OperatorCall> number(long external) {
        int low = 0;
        int high = byNumber.size() - 1;
        while (external != GpuWork.NOT_SAID && low <= high) {
            int middle = (low + high) >>> 1;
            OperatorCall call = byNumber.get(middle);
            if (call.external() == external) {
                return Optional.of(call);
            }
            if (call.external() < external) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
