package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.LayoutOrder;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Why a request leaves no legal layout at all: which pinned choice excludes everything, and what to pin instead. */
public final class NoLegalLayout {
    /** Values and device counts to suggest. */
    private static final int SUGGESTIONS = 3;

    private static final int DEVICE_COUNTS_TRIED = 256;

    private final JobFrame frame;
    private final Freedom freedom;
    private final List<Pin> pins;

    private NoLegalLayout(JobFrame frame, Freedom freedom) {
        this.frame = frame;
        this.freedom = freedom;
        pins = Pin.of(freedom);
    }

    /** Explains the request's first device count; the others have the same pins. */
    public static InvalidInputException of(PlanningRequest request) {
        return new InvalidInputException(new NoLegalLayout(request.frames().get(0), request.freedom()).problems());
    }

    private List<Problem> problems() {
        List<Problem> found = brokenRules();
        if (found.isEmpty()) {
            found = culprits();
        }
        return found.isEmpty() ? List.of(together()) : found;
    }

    /** Pins whose every value breaks a rule whatever the rest is. */
    private List<Problem> brokenRules() {
        List<Problem> found = new ArrayList<>();
        for (Pin pin : pins) {
            if (pin instanceof Pin.OfKnob of) {
                List<Problem> broken = new ArrayList<>();
                List<Integer> values = freedom.range(of.knob()).examples();
                values.forEach(v -> OwnRule.broken(frame, of.knob(), v).ifPresent(broken::add));
                if (!broken.isEmpty() && broken.size() == values.size() && !anyBetween(of.knob(), values)) {
                    found.add(blamed(pin, of.knob(), broken.get(0)));
                }
            }
        }
        return found;
    }

    /** The pin, or the rest of the job where the rule speaks of that: a batch that data parallel ranks cannot share. */
    private Problem blamed(Pin pin, Knob knob, Problem broken) {
        boolean own = broken.where().isEmpty() || broken.where().startsWith(knob.key());
        return own ? new Problem(pin.where(), broken.rule(), suggestion(pin)) : broken;
    }

    /** Whether a range has a lawful value between its ends. */
    private boolean anyBetween(Knob knob, List<Integer> ends) {
        int most = Math.max(frame.cluster().devices(), frame.workload().globalBatch());
        int last = Math.min(most, ends.get(ends.size() - 1));
        for (int value = ends.get(0); value <= last; value++) {
            if (freedom.allows(knob, value)
                    && OwnRule.broken(frame, knob, value).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Pins without each of which there would be legal layouts. */
    private List<Problem> culprits() {
        List<Problem> found = new ArrayList<>();
        for (Pin pin : pins) {
            String suggestion = suggestion(pin);
            if (!suggestion.isEmpty()) {
                List<Pin> others = new ArrayList<>(pins);
                others.remove(pin);
                String with = others.isEmpty() ? "" : " together with " + Pin.words(others);
                found.add(new Problem(pin.where(), "leaves no legal layout on " + devices() + with + ".", suggestion));
            }
        }
        return found;
    }

    /** "Maybe use 4, 8 or 16."; empty when lifting the pin does not help. */
    private String suggestion(Pin pin) {
        LayoutSpace space = new LayoutSpace(frame, pin.lifted());
        if (!(pin instanceof Pin.OfKnob of)) {
            return space.candidates() == 0 ? "" : "Maybe leave it out.";
        }
        TreeSet<Integer> values = new TreeSet<>();
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.blocks(mesh)) {
                values.add(LayoutOrder.value(block.layout(0), of.knob()));
            }
        }
        return values.isEmpty()
                ? ""
                : "Maybe use " + nearest(values, freedom.range(of.knob()).examples()) + ".";
    }

    private static String nearest(Set<Integer> values, List<Integer> wanted) {
        List<Integer> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparingInt(value -> distance(value, wanted)));
        TreeSet<Integer> near = new TreeSet<>(sorted.subList(0, Math.min(SUGGESTIONS, sorted.size())));
        List<String> words = new ArrayList<>();
        near.forEach(value -> words.add(String.valueOf(value)));
        return Wording.choice(words);
    }

    private static int distance(int value, List<Integer> wanted) {
        int least = Integer.MAX_VALUE;
        for (int other : wanted) {
            least = Math.min(least, Math.abs(value - other));
        }
        return least;
    }

    /** No single pin is to blame: all of them together, or the number of devices itself. */
    private Problem together() {
        boolean pinsMatter = !pins.isEmpty() && new LayoutSpace(frame, freedom.free()).candidates() > 0;
        if (pinsMatter) {
            return new Problem(
                    pins.get(0).where(),
                    "leaves no legal layout on " + devices() + " together with "
                            + Pin.words(pins.subList(1, pins.size())) + ".",
                    "Maybe pin fewer choices.");
        }
        return new Problem(
                "gpus = " + frame.cluster().devices(),
                "cannot be divided into parallel groups: no degrees that multiply to it divide the model's heads and "
                        + "layers and the global batch (" + frame.workload().globalBatch() + ").",
                fewerDevices());
    }

    private String fewerDevices() {
        int devices = frame.cluster().devices();
        for (int count = devices - 1; count > Math.max(0, devices - DEVICE_COUNTS_TRIED); count--) {
            LayoutSpace space = new LayoutSpace(frame.withDevices(count), freedom);
            if (space.candidates() > 0) {
                return "Maybe use " + count + " GPUs or another global batch.";
            }
        }
        return "Maybe use another global batch.";
    }

    private String devices() {
        int devices = frame.cluster().devices();
        return Wording.number(devices) + (devices == 1 ? " GPU" : " GPUs");
    }
}
