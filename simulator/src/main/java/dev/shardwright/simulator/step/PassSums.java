package dev.shardwright.simulator.step;

/** Seconds of one pass of one micro-batch over several layers, by what they are spent on; refilled for every layout. */
final class PassSums {
    double compute;
    /** Of {@code compute}: what only the weights' gradients need. */
    double weightGradient;

    double recompute;
    double tensor;
    double context;
    double expert;
    double data;

    void clear() {
        compute = weightGradient = recompute = tensor = context = expert = data = 0;
    }

    double total() {
        return compute + recompute + tensor + context + expert + data;
    }

    void add(PassSums other) {
        compute += other.compute;
        weightGradient += other.weightGradient;
        recompute += other.recompute;
        tensor += other.tensor;
        context += other.context;
        expert += other.expert;
        data += other.data;
    }

    /** All times {@code factor}. */
    void scale(double factor) {
        compute *= factor;
        weightGradient *= factor;
        recompute *= factor;
        tensor *= factor;
        context *= factor;
        expert *= factor;
        data *= factor;
    }

    void addTo(StepFigures figures, int times) {
        figures.add(StepFigures.Part.COMPUTE, times * compute);
        figures.add(StepFigures.Part.RECOMPUTE, times * recompute);
        figures.add(StepFigures.Part.TENSOR, times * tensor);
        figures.add(StepFigures.Part.CONTEXT, times * context);
        figures.add(StepFigures.Part.EXPERT, times * expert);
        figures.add(StepFigures.Part.DATA, times * data);
    }
}
