package dev.shardwright.planner.request;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.unit.Seconds;

/** What makes one layout better than another; smaller scores are better. */
public sealed interface Objective {
    String label();

    /** Score of a step of the given length on the given cluster; proportional to the time on any one cluster. */
    double score(Cluster cluster, Seconds iteration);

    /** The shortest step. */
    record Fastest() implements Objective {
        @Override
        public String label() {
            return "fastest";
        }

        @Override
        public double score(Cluster cluster, Seconds iteration) {
            return iteration.value();
        }
    }

    /** The fewest dollars per step (GPU-hours where the cluster has no price). Differs from FASTEST over GPU counts. */
    record Cheapest() implements Objective {
        @Override
        public String label() {
            return "cheapest";
        }

        @Override
        public double score(Cluster cluster, Seconds iteration) {
            double price = cluster.dollarsPerDeviceHour() > 0 ? cluster.dollarsPerDeviceHour() : 1;
            return iteration.value() * cluster.devices() * price;
        }
    }

    static Objective parse(String text) {
        return switch (text) {
            case "fastest" -> new Fastest();
            case "cheapest" -> new Cheapest();
            default -> throw new IllegalArgumentException("'" + text + "' is not one of fastest, cheapest");
        };
    }
}
