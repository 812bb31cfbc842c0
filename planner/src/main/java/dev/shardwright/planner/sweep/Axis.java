package dev.shardwright.planner.sweep;

import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A figure of a question that can be changed to see what it does. Each says in which unit its values are. */
public enum Axis {
    /** Accelerators of the job. */
    GPUS("gpus", "gpus", "GPUs") {
        @Override
        public double of(PlanningRequest question) {
            return question.frames().get(0).cluster().devices();
        }

        @Override
        PlanningRequest change(PlanningRequest question, double value) {
            List<Link> tiers = question.frame().cluster().tiers();
            int reach = tiers.get(tiers.size() - 1).domain();
            if (value > reach) {
                throw new InvalidInputException(
                        "gpus = " + text(value), "the cluster's links join " + JobText.number(reach) + " devices.", "");
            }
            return question.with(question.frame().withDevices((int) value));
        }

        @Override
        public List<Double> usual(PlanningRequest question) {
            return AxisValues.devices(question.frame().cluster(), of(question));
        }
    },

    /**
     * Bytes per second of one device's share of the network between nodes, in one direction, by the datasheet. Collectives
     * that were measured inside a node stay as they are: they say nothing about a network.
     */
    BANDWIDTH("bandwidth", "bandwidth_bytes_per_s", "Network bandwidth") {
        private static final double BITS = 8;
        private static final double GIGA = 1e9;

        @Override
        public double of(PlanningRequest question) {
            return network(question.frame().cluster())
                    .map(link -> link.perDevice().value())
                    .orElse(0.0);
        }

        @Override
        PlanningRequest change(PlanningRequest question, double value) {
            Cluster cluster = question.frame().cluster();
            if (network(cluster).isEmpty()) {
                throw new InvalidInputException("cluster = " + cluster.name(), "has no network between nodes.", "");
            }
            double factor = value / of(question);
            List<Link> tiers = cluster.tiers().stream()
                    .map(tier ->
                            isNetwork(tier) ? tier.withRate(tier.perDevice().times(factor)) : tier)
                    .toList();
            return question.with(question.frames().get(0).with(cluster.withTiers(tiers)));
        }

        @Override
        public List<Double> usual(PlanningRequest question) {
            return AxisValues.multiples(of(question), List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0));
        }

        @Override
        public double parse(String text) {
            return AxisValues.positive(BytesPerSecond.parse(text).value());
        }

        @Override
        public String text(double value) {
            double gigabits = value * BITS / GIGA;
            return String.format(Locale.ROOT, gigabits < 100 ? "%.3g Gbit/s" : "%,.0f Gbit/s", gigabits);
        }
    },

    /** Sequences of an optimizer step. */
    GLOBAL_BATCH("batch", "global_batch", "Global batch") {
        @Override
        public double of(PlanningRequest question) {
            return question.frame().workload().globalBatch();
        }

        @Override
        PlanningRequest change(PlanningRequest question, double value) {
            Workload w = question.frame().workload();
            return with(question, new Workload(w.sequenceLength(), (int) value, w.documentLength(), w.routing()));
        }
    },

    /** Tokens of a sequence. Documents that filled a whole sequence still do. */
    SEQUENCE_LENGTH("sequence", "sequence_length", "Sequence length") {
        @Override
        public double of(PlanningRequest question) {
            return question.frame().workload().sequenceLength();
        }

        @Override
        PlanningRequest change(PlanningRequest question, double value) {
            Workload w = question.frame().workload();
            int length = (int) value;
            int document = w.documentLength() == w.sequenceLength() ? length : Math.min(length, w.documentLength());
            return with(question, new Workload(length, w.globalBatch(), document, w.routing()));
        }
    },

    /** Bytes of a device's memory that a process can use. */
    MEMORY("memory", "memory_bytes", "Device memory") {
        @Override
        public double of(PlanningRequest question) {
            return memory(question).usable().value();
        }

        @Override
        PlanningRequest change(PlanningRequest question, double value) {
            Cluster cluster = question.frame().cluster();
            DeviceMemory other =
                    new DeviceMemory(Bytes.of(value), memory(question).bandwidth());
            return question.with(question.frames()
                    .get(0)
                    .with(cluster.with(cluster.accelerator().with(other))));
        }

        @Override
        public List<Double> usual(PlanningRequest question) {
            return AxisValues.multiples(of(question), List.of(0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0));
        }

        @Override
        public double parse(String text) {
            return AxisValues.positive(Bytes.parse(text).value());
        }

        @Override
        public String text(double value) {
            return ReportFigure.gibibytes(Bytes.of(value).inGibibytes());
        }
    };

    /** Each way from where the question stands. */
    private static final int USUAL_DOUBLINGS = 4;

    private final String word;
    private final String key;
    private final String label;

    Axis(String word, String key, String label) {
        this.word = word;
        this.key = key;
        this.label = label;
    }

    /** On the command line. */
    public String word() {
        return word;
    }

    /** In machine-readable files; the unit is its last word, where there is one. */
    public String key() {
        return key;
    }

    /** In tables and windows. */
    public String label() {
        return label;
    }

    /** Where a question stands on the axis; 0 where its cluster has nothing of the kind. */
    public abstract double of(PlanningRequest question);

    /** The question at another value, unchanged at its own. Throws InvalidInputException where there is no such job. */
    public PlanningRequest at(PlanningRequest question, double value) {
        return value == of(question) ? question : change(question, value);
    }

    abstract PlanningRequest change(PlanningRequest question, double value);

    /** Values worth a look around that of the question, which is among them, rising; none where the axis means nothing. */
    public List<Double> usual(PlanningRequest question) {
        return AxisValues.doublings(of(question), USUAL_DOUBLINGS);
    }

    /** Reads a value with its unit, or a whole number. Throws IllegalArgumentException. */
    public double parse(String text) {
        return AxisValues.whole(text);
    }

    /** A value with its unit. */
    public String text(double value) {
        return JobText.number((long) value);
    }

    private static PlanningRequest with(PlanningRequest question, Workload workload) {
        return question.with(question.frames().get(0).withWorkload(workload));
    }

    private static DeviceMemory memory(PlanningRequest question) {
        return question.frame().cluster().accelerator().memory();
    }

    private static boolean isNetwork(Link tier) {
        return tier.kind() == Link.Kind.NETWORK;
    }

    /** The network that is nearest to the devices. */
    private static Optional<Link> network(Cluster cluster) {
        return cluster.tiers().stream().filter(Axis::isNetwork).findFirst();
    }
}
