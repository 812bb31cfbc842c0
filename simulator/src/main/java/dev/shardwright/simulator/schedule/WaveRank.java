package dev.shardwright.simulator.schedule;

/** The order of one rank of ZB-V, which holds a stage on the way down the ranks and one on the way up again. */
final class WaveRank {
    private static final int DOWN = 0;
    private static final int UP = 1;

    private final PassOrder.Builder order;
    private final int rank;
    private final int fromTurn;
    private final int microBatches;
    private final int[] stage;
    private final int[] forwards = new int[2];
    private final int[] inputGradients = new int[2];
    private final int[] weightGradients = new int[2];

    WaveRank(PassOrder.Builder order, int rank, int ranks) {
        this.order = order;
        this.rank = rank;
        this.fromTurn = ranks - rank;
        this.microBatches = order.microBatches();
        this.stage = new int[] {rank, 2 * ranks - 1 - rank};
    }

    /** Fills, runs all three passes of both stages in turn, and drains with the weight gradients put off to the end. */
    void add() {
        fill();
        while (forwards[UP] < microBatches) {
            forward(DOWN);
            inputGradient(DOWN);
            weightGradient(DOWN);
            forward(UP);
            inputGradient(UP);
            weightGradient(UP);
        }
        drain();
    }

    private void fill() {
        for (int i = 0; i < 2 * fromTurn - 1; i++) {
            forward(DOWN);
        }
        for (int i = 0; i < rank; i++) {
            forward(UP);
            forward(DOWN);
        }
        for (int i = 0; i < fromTurn; i++) {
            forward(UP);
            inputGradient(UP);
            weightGradient(UP);
        }
    }

    private void drain() {
        for (int i = 0; i < rank; i++) {
            inputGradient(DOWN);
            inputGradient(UP);
        }
        for (int i = 0; i < fromTurn; i++) {
            inputGradient(DOWN);
            weightGradient(DOWN);
        }
        while (inputGradients[DOWN] < microBatches || inputGradients[UP] < microBatches) {
            inputGradient(UP);
            inputGradient(DOWN);
        }
        while (weightGradients[UP] < microBatches || weightGradients[DOWN] < microBatches) {
            weightGradient(UP);
            weightGradient(DOWN);
        }
    }

    private void forward(int way) {
        if (forwards[way] < microBatches) {
            order.add(rank, PassKind.FORWARD, stage[way], forwards[way]++);
        }
    }

    private void inputGradient(int way) {
        if (inputGradients[way] < Math.min(microBatches, forwards[way])) {
            order.add(rank, PassKind.INPUT_GRADIENT, stage[way], inputGradients[way]++);
        }
    }

    private void weightGradient(int way) {
        if (weightGradients[way] < inputGradients[way]) {
            order.add(rank, PassKind.WEIGHT_GRADIENT, stage[way], weightGradients[way]++);
        }
    }
}
