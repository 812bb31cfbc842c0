package dev.shardwright.simulator.layout;

/**
 * Sizes of the parallel groups. Attention and dense layers: tensor x context x data x pipeline = devices. Experts:
 * expertTensor x expert x expertData x pipeline = devices (parallel folding, Liu et al. 2025).
 */
public record ParallelDegrees(int tensor, int pipeline, int context, int expert, int expertTensor, int data) {
    public ParallelDegrees {
        if (tensor < 1 || pipeline < 1 || context < 1 || expert < 1 || expertTensor < 1 || data < 1) {
            throw new IllegalArgumentException("parallel degrees must be positive");
        }
        if ((double) tensor * pipeline * context * data > Integer.MAX_VALUE
                || (double) expert * expertTensor > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("parallel degrees multiply to more devices than can be counted");
        }
        if (tensor * context * data % (expert * expertTensor) != 0) {
            throw new IllegalArgumentException("expert (" + expert + ") x expertTensor (" + expertTensor
                    + ") must divide tensor x context x data (" + tensor * context * data + ")");
        }
    }

    public static ParallelDegrees dense(int tensor, int pipeline, int data) {
        return new ParallelDegrees(tensor, pipeline, 1, 1, tensor, data);
    }

    public int devices() {
        return tensor * pipeline * context * data;
    }

    /** Replicas of an expert's weights. */
    public int expertData() {
        return tensor * context * data / (expert * expertTensor);
    }
}
