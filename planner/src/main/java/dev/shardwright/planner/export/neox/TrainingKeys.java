package dev.shardwright.planner.export.neox;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Scalar;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.simulator.job.TrainingJob;

/** Optimizer and length of the training, which a plan does not decide. */
final class TrainingKeys {
    private TrainingKeys() {}

    static Section of(TrainingJob job) {
        Section parameters = Section.EMPTY
                .with("lr", UsualTraining.LEARNING_RATE)
                .with("betas", Listing.of(Scalar.of(UsualTraining.BETA_1), Scalar.of(UsualTraining.BETA_2)))
                .with("eps", UsualTraining.EPSILON);
        return Section.EMPTY
                .with("optimizer", Section.EMPTY.with("type", "Adam").with("params", parameters))
                .because(job.numerics().optimizer().name())
                .with("min_lr", UsualTraining.LEAST_LEARNING_RATE)
                .with("lr_decay_style", "cosine")
                .with("warmup", (double) UsualTraining.WARM_UP_STEPS / UsualTraining.STEPS)
                .with("weight_decay", UsualTraining.WEIGHT_DECAY)
                .with("gradient_clipping", UsualTraining.CLIPPING)
                .with("train_iters", UsualTraining.STEPS)
                .with("lr_decay_iters", UsualTraining.STEPS)
                .with("eval_iters", 0)
                .with("log_interval", 1)
                .with("seed", UsualTraining.SEED);
    }
}
