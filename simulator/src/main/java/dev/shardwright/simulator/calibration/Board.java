package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All dials of one calibration. A position is one number per dial: prior spreads from the centre. Dials act on the final
 * values of a job, after everything that its run states has been applied: a constant is moved on its scale as far as the
 * dial stands from the base value, so that what a run halves stays halved.
 */
public final class Board {
    private final List<Setting> settings;

    /** For stacks that state some constants themselves: which dials do not reach them. */
    private final Map<String, boolean[]> reach;

    private Board(List<Setting> settings, Map<String, boolean[]> reach) {
        this.settings = List.copyOf(settings);
        this.reach = Map.copyOf(reach);
    }

    /** What centres the prior. */
    public enum Centre {
        /** The value of the stack or cluster that is calibrated. */
        OWN,
        /** What one would assume of a stack never fitted. */
        NEUTRAL
    }

    /** Dials for those constants that the base has and that are not 0. */
    static Board of(DialSheet sheet, Setup base, CalibrationRequest.Scope scope, Centre centre) {
        List<Setting> settings = new ArrayList<>();
        sheet.dials().forEach(dial -> add(settings, dial, Setup.STACK, base, centre));
        if (scope == CalibrationRequest.Scope.STACK_AND_LINKS) {
            sheet.clusterDials().forEach(dial -> add(settings, dial, Setup.CLUSTER, base, centre));
        }
        return new Board(settings, Map.of());
    }

    private static void add(List<Setting> settings, Dial dial, String root, Setup base, Centre centre) {
        RecordPath place = RecordPath.of(root + dial.key());
        OptionalDouble value = place.read(base);
        if (value.isPresent() && value.getAsDouble() > 0) {
            double own = value.getAsDouble();
            settings.add(new Setting(dial, place, own, centre == Centre.OWN ? own : dial.centre()));
        }
    }

    /** The same dials around other centres, by key; a dial without one keeps its own. */
    Board around(Map<String, Double> centres) {
        return new Board(
                settings.stream()
                        .map(s -> new Setting(
                                s.dial(),
                                s.place(),
                                s.base(),
                                centres.getOrDefault(s.dial().key(), s.centre())))
                        .toList(),
                reach);
    }

    /**
     * The same dials for runs of several stacks: one whose own value is not the base's does not feel a dial, since it
     * states the constant itself.
     */
    Board reaching(List<SoftwareStack> stacks, Cluster cluster) {
        Map<String, boolean[]> felt = new HashMap<>();
        for (SoftwareStack stack : stacks) {
            Setup own = new Setup(cluster, stack);
            boolean[] inherited = new boolean[size()];
            for (int i = 0; i < inherited.length; i++) {
                OptionalDouble value = settings.get(i).place().read(own);
                inherited[i] = value.isPresent()
                        && value.getAsDouble() == settings.get(i).base();
            }
            felt.put(stack.name(), inherited);
        }
        return new Board(settings, felt);
    }

    public List<Setting> settings() {
        return settings;
    }

    int size() {
        return settings.size();
    }

    /** The job's setup with all dials at a position. */
    Setup set(Setup setup, double... position) {
        boolean[] felt = reach.get(setup.stack().name());
        Setup result = setup;
        for (int i = 0; i < position.length; i++) {
            if (felt == null || felt[i]) {
                Setting setting = settings.get(i);
                double shift = setting.shift(position[i]);
                result = setting.place()
                        .changed(result, value -> setting.dial().scale().moved(value, shift));
            }
        }
        return result;
    }

    /** The position at which every constant has its base value. */
    double[] base() {
        return settings.stream().mapToDouble(s -> s.spreads(s.base())).toArray();
    }
}
