package dev.shardwright.planner.export.config;

/** What a plan does not decide and a configuration must hold: usual values of pre-training, to be changed at will. */
public final class UsualTraining {
    public static final double LEARNING_RATE = 3e-4;
    public static final double LEAST_LEARNING_RATE = 3e-5;
    public static final double BETA_1 = 0.9;
    public static final double BETA_2 = 0.95;
    public static final double EPSILON = 1e-8;
    public static final double WEIGHT_DECAY = 0.1;
    public static final double CLIPPING = 1.0;
    public static final int WARM_UP_STEPS = 100;
    public static final int STEPS = 1000;
    public static final double NORM_EPSILON = 1e-5;
    public static final int ROTARY_BASE = 10_000;
    public static final int SEED = 42;

    private UsualTraining() {}
}
