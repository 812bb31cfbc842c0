package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Work;

/**
 * The ink of a work: a pass is drawn as what it is for, whatever it waits for.
 *
 * @param split whether weight gradients are passes of their own, so that a backward pass without them is another kind
 */
record WorkInks(boolean split) {
    static WorkInks of(TaskGraph graph) {
        for (int task = 0; task < graph.size(); task++) {
            Work work = graph.work(task);
            if (has(work, Category.WEIGHT_GRADIENT) && !has(work, Category.BACKWARD)) {
                return new WorkInks(true);
            }
        }
        return new WorkInks(false);
    }

    Ink of(Work work) {
        if (has(work, Category.FORWARD)) {
            return Ink.FORWARD;
        }
        if (has(work, Category.BACKWARD)) {
            return split && !has(work, Category.WEIGHT_GRADIENT) ? Ink.INPUT_GRADIENT : Ink.BACKWARD;
        }
        return Ink.of(work.category());
    }

    private static boolean has(Work work, Category category) {
        for (Work.Part part : work.parts()) {
            if (part.category() == category) {
                return true;
            }
        }
        return false;
    }
}
