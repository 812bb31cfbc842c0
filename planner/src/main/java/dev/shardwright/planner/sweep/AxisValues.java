package dev.shardwright.planner.sweep;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import java.util.List;
import java.util.TreeSet;

/** Values of an axis around that of a question, rising, and values that are typed. */
final class AxisValues {
    /** How often a number of devices is halved and doubled. */
    private static final int HALVINGS = 3;

    private static final int DOUBLINGS = 3;

    private AxisValues() {}

    /** A value times each of the factors; none for a value of 0. */
    static List<Double> multiples(double own, List<Double> factors) {
        return own > 0 ? factors.stream().map(factor -> own * factor).toList() : List.of();
    }

    /** A whole number halved as long as it stays whole, and doubled, so many times at most. */
    static List<Double> doublings(double own, int times) {
        TreeSet<Double> values = new TreeSet<>(List.of(own));
        double half = own;
        for (int i = 0; i < times && half % 2 == 0; i++) {
            half /= 2;
            values.add(half);
        }
        for (int i = 1; i <= times && own * Math.pow(2, i) <= Integer.MAX_VALUE; i++) {
            values.add(own * Math.pow(2, i));
        }
        return List.copyOf(values);
    }

    /** Doublings of a node, and half as many again, as far as the links reach; parts of a node for a job that has no more. */
    static List<Double> devices(Cluster cluster, double own) {
        List<Link> tiers = cluster.tiers();
        int reach = tiers.get(tiers.size() - 1).domain();
        int node = cluster.node().devices();
        double least = own > node ? node : 1;
        TreeSet<Double> values = new TreeSet<>(List.of(own));
        for (double doubled = least; doubled <= own * Math.pow(2, DOUBLINGS); doubled *= 2) {
            for (double count : new double[] {doubled, 1.5 * doubled}) {
                boolean whole = count < node ? count == doubled : count % node == 0;
                boolean near = count >= own / Math.pow(2, HALVINGS) && count <= own * Math.pow(2, DOUBLINGS);
                if (whole && near && count <= reach) {
                    values.add(count);
                }
            }
        }
        return List.copyOf(values);
    }

    static double whole(String text) {
        return OptionReader.positive(text);
    }

    static double positive(double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("must be above zero");
        }
        return value;
    }
}
