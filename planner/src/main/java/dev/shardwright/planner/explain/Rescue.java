package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.solver.FitCheck;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When nothing fits: what comes closest, and which single change would make it fit. */
final class Rescue {
    private static final int MOST_TIMES_DEVICES = 64;

    /** Spaces up to this size are searched for their best layout; of larger ones any layout that fits is named. */
    private static final long QUICKLY_SEARCHED = 50_000;

    private final PlanningRequest request;
    private final JobFrame frame;
    private final SearchMonitor monitor;
    private final SearchMonitor watch;
    private final List<Remark> remarks = new ArrayList<>();

    private Rescue(PlanningRequest request, JobFrame frame, SearchMonitor monitor) {
        this.request = request;
        this.frame = frame;
        this.monitor = monitor;
        watch = new Silent(monitor);
    }

    static List<Remark> remarks(Findings findings, SearchMonitor monitor) {
        Findings.Searched largest = findings.largest();
        Rescue rescue = new Rescue(findings.request(), largest.space().frame(), monitor);
        rescue.closest(findings);
        rescue.liftedPins();
        rescue.methods();
        rescue.moreDevices();
        if (rescue.remarks.isEmpty()) {
            rescue.add("The search ended before it had tried a layout.");
        }
        return rescue.remarks;
    }

    private void closest(Findings findings) {
        Candidate closest = null;
        for (Findings.Searched space : findings.searched()) {
            Candidate own = space.result().archive().closest().orElse(closest);
            if (closest == null || (own != null && Candidate.SMALLEST_FIRST.compare(own, closest) < 0)) {
                closest = own;
            }
        }
        if (closest != null) {
            Report report = Simulator.simulate(closest.job());
            add("Closest: " + Wording.whole(closest.layout()) + " needs " + Wording.memory(report.memory()) + ": "
                    + Wording.categories(report.memory()) + ".");
        }
    }

    private void liftedPins() {
        List<Pin> pins = Pin.of(request.freedom());
        for (Pin pin : pins) {
            fit(frame, pin.lifted())
                    .ifPresent(c -> add("Without the pinned " + pin.words() + " it would fit: " + of(c)));
        }
        if (pins.size() > 1 && remarks.size() < 2) {
            fit(frame, request.freedom().free()).ifPresent(c -> add("With nothing pinned it would fit: " + of(c)));
        }
    }

    /** What the planner does not try by itself; where it was pinned, lifting the pin has been tried. */
    private void methods() {
        if (request.freedom().pinned(Knob.ZERO)
                || !request.freedom().methods().offload().isEmpty()) {
            return;
        }
        Freedom sharded = request.freedom().with(Knob.ZERO, Range.exactly(3));
        Freedom offloaded = request.freedom().with(request.freedom().methods().withOffload(Offload.OPTIMIZER));
        Optional<Candidate> zero = fit(frame, sharded);
        zero.ifPresent(c -> add("Parameters sharded over data parallel ranks (--zero 3) would fit: " + of(c)));
        Optional<Candidate> host = fit(frame, offloaded);
        host.ifPresent(c -> add("Optimizer states in host memory (--offload optimizer) would fit: " + of(c)));
        if (zero.isEmpty() && host.isEmpty()) {
            fit(frame, offloaded.with(Knob.ZERO, Range.exactly(3)))
                    .ifPresent(c -> add("Both --zero 3 and --offload optimizer would fit: " + of(c)));
        }
    }

    private void moreDevices() {
        int devices = frame.cluster().devices();
        for (int times = 2; times <= MOST_TIMES_DEVICES && !monitor.cancelled(); times *= 2) {
            Optional<Candidate> found = fit(frame.withDevices(devices * times), request.freedom());
            if (found.isPresent()) {
                add(Wording.number((long) devices * times) + " GPUs would fit: " + of(found.get()));
                return;
            }
        }
        if (monitor.cancelled()) {
            return;
        }
        add("Even " + Wording.number((long) devices * MOST_TIMES_DEVICES)
                + " GPUs would not fit it with these choices.");
    }

    private Optional<Candidate> fit(JobFrame other, Freedom freedom) {
        if (monitor.cancelled()) {
            return Optional.empty();
        }
        LayoutSpace space = new LayoutSpace(other, freedom);
        Oracle.Source oracles = Oracle.Source::simulator;
        Optional<Candidate> any = FitCheck.find(space, request.goal(), oracles, watch);
        return any.isEmpty() || space.candidates() > QUICKLY_SEARCHED ? any : best(space, oracles);
    }

    private Optional<Candidate> best(LayoutSpace space, Oracle.Source oracles) {
        return new Search(oracles)
                .run(space, request.goal(), SearchLimits.DEFAULT, watch).archive().best().stream()
                        .findFirst();
    }

    private static String of(Candidate candidate) {
        Report report = Simulator.simulate(candidate.job());
        return Wording.whole(candidate.layout()) + " takes "
                + Wording.seconds(report.iteration().value()) + " per step and " + Wording.memory(report.memory())
                + ".";
    }

    /** Ends when the user says so, but reports no progress: the search that was announced is over. */
    private record Silent(SearchMonitor user) implements SearchMonitor {
        @Override
        public boolean cancelled() {
            return user.cancelled();
        }
    }

    private void add(String text) {
        remarks.add(new Remark(Remark.Kind.WOULD_FIT, text));
    }
}
