package dev.shardwright.simulator.hardware;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A positive figure (a fraction of the roof, a rate) over one, two or three positive extents, known on a grid of nodes
 * and interpolated between them: linearly in the logarithms of extents and figure, so that power laws come out exactly.
 * Outside the grid the figure of the nearest face holds; {@link #octavesOutside} says how far away that is.
 */
public final class Surface {
    /** One extent: its name in files and its nodes in rising order. */
    public static final class Axis {
        private final String name;
        private final List<Double> nodes;
        private final double[] logs;

        /** Throws IllegalArgumentException unless the nodes rise, are finite and above zero. */
        public Axis(String name, List<Double> nodes) {
            this.name = name;
            this.nodes = List.copyOf(nodes);
            if (nodes.isEmpty() || !(nodes.get(0) > 0)) {
                throw new IllegalArgumentException("axis " + name + " needs nodes above zero");
            }
            for (int i = 1; i < nodes.size(); i++) {
                if (!(nodes.get(i) > nodes.get(i - 1)) || Double.isInfinite(nodes.get(i))) {
                    throw new IllegalArgumentException("the nodes of axis " + name + " must rise and be finite");
                }
            }
            this.logs = nodes.stream().mapToDouble(Math::log).toArray();
        }

        public String name() {
            return name;
        }

        public List<Double> nodes() {
            return nodes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Axis axis && name.equals(axis.name) && nodes.equals(axis.nodes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, nodes);
        }

        /** Index of the node where the cell of a point begins; outside the grid, of the nearest cell. */
        public int cell(double logPoint) {
            int last = Math.max(0, logs.length - 2);
            int i = 0;
            while (i < last && logs[i + 1] <= logPoint) {
                i++;
            }
            return i;
        }

        /** How far into its cell a point lies, by logarithms; 0 and 1 outside the grid. */
        public double share(int cell, double logPoint) {
            if (logs.length == 1) {
                return 0;
            }
            return Math.max(0, Math.min(1, (logPoint - logs[cell]) / (logs[cell + 1] - logs[cell])));
        }

        private double logsOutside(double logPoint) {
            return Math.max(logs[0] - logPoint, logPoint - logs[logs.length - 1]);
        }
    }

    private static final int MOST_AXES = 3;
    private static final Axis ABSENT = new Axis("", List.of(1.0));

    private final List<Axis> axes;
    private final Axis[] all = new Axis[MOST_AXES];
    private final int[] strides = new int[MOST_AXES];
    private final double[] values;
    private final double[] logs;
    private final int hash;

    /**
     * @param values the figure at every node, the last axis running fastest; all above zero and finite
     */
    public Surface(List<Axis> axes, double[] values) {
        this.axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.size() > MOST_AXES) {
            throw new IllegalArgumentException("a surface has one to three axes, not " + axes.size());
        }
        int size = 1;
        for (int i = MOST_AXES - 1; i >= 0; i--) {
            strides[i] = size;
            all[i] = i < axes.size() ? axes.get(i) : ABSENT;
            size *= all[i].nodes.size();
        }
        if (values.length != size) {
            throw new IllegalArgumentException(values.length + " values do not fill a grid of " + size + " nodes");
        }
        this.values = values.clone();
        this.hash = 31 * this.axes.hashCode() + Arrays.hashCode(values);
        this.logs = Arrays.stream(values).map(Surface::checkedLog).toArray();
    }

    private static double checkedLog(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a surface's values must be above zero and finite: " + value);
        }
        return Math.log(value);
    }

    public List<Axis> axes() {
        return axes;
    }

    /** The figure at every node, the last axis running fastest. */
    public double[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Surface surface
                && hash == surface.hash
                && axes.equals(surface.axes)
                && Arrays.equals(values, surface.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The figure of a surface of one axis. */
    public double at(double x) {
        return at(x, 1, 1);
    }

    /** The figure of a surface of two axes. */
    public double at(double x, double y) {
        return at(x, y, 1);
    }

    /** The figure at a point; extents of axes that the surface does not have are ignored. Allocates nothing. */
    public double at(double x, double y, double z) {
        double logX = Math.log(x);
        double logY = Math.log(y);
        double logZ = Math.log(z);
        int i = all[0].cell(logX);
        int j = all[1].cell(logY);
        int k = all[2].cell(logZ);
        int corner = i * strides[0] + j * strides[1] + k * strides[2];
        return Math.exp(plane(corner, all[0].share(i, logX), all[1].share(j, logY), all[2].share(k, logZ)));
    }

    private double plane(int corner, double u, double v, double w) {
        double low = row(corner, v, w);
        return u == 0 ? low : low + u * (row(corner + strides[0], v, w) - low);
    }

    private double row(int corner, double v, double w) {
        double low = edge(corner, w);
        return v == 0 ? low : low + v * (edge(corner + strides[1], w) - low);
    }

    private double edge(int corner, double w) {
        double low = logs[corner];
        return w == 0 ? low : low + w * (logs[corner + strides[2]] - low);
    }

    /** How many doublings the point lies outside the grid, along the axis where it is worst; 0 inside. */
    public double octavesOutside(double... point) {
        double worst = 0;
        for (int i = 0; i < axes.size(); i++) {
            worst = Math.max(worst, axes.get(i).logsOutside(Math.log(point[i])));
        }
        return worst / Math.log(2);
    }
}
