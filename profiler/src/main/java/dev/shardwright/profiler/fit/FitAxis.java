package dev.shardwright.profiler.fit;

import dev.shardwright.simulator.hardware.Surface;
import java.util.List;

/**
 * An axis of a surface to fit.
 *
 * @param stiffness how strongly second differences along the axis are held small, relative to the error of one point; 0 lets
 *     every node stand alone
 */
record FitAxis(Surface.Axis axis, double stiffness) {
    int size() {
        return axis.nodes().size();
    }

    double node(int i) {
        return axis.nodes().get(i);
    }

    static List<Surface.Axis> axes(List<FitAxis> axes) {
        return axes.stream().map(FitAxis::axis).toList();
    }
}
