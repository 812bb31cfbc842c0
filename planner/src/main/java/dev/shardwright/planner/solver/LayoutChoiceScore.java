package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.EasyScoreCalculator;

/** Hands a choice to its judge. */
public final class LayoutChoiceScore implements EasyScoreCalculator<LayoutChoicePlan, HardSoftLongScore> {
    @Override
    public HardSoftLongScore calculateScore(LayoutChoicePlan plan) {
        return plan.judge().score(plan.getChoices().get(0));
    }
}
