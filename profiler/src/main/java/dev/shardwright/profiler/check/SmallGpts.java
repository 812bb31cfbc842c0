package dev.shardwright.profiler.check;

import dev.shardwright.profiler.training.SmallGpt;
import java.util.List;

/** The models that are trained: hidden 256 to 1,024, 2 to 8 layers, sequences of 128 to 512 tokens, 1 to 8 of them. */
final class SmallGpts {
    private static final int VOCABULARY = 8192;

    private SmallGpts() {}

    /** From quick to slow, so that the first few are a quick check. */
    static List<SmallGpt> all() {
        return List.of(
                gpt(2, 256, 128, 1),
                gpt(4, 256, 128, 8),
                gpt(2, 512, 128, 2),
                gpt(8, 512, 512, 1),
                gpt(4, 512, 256, 4),
                gpt(2, 256, 512, 8),
                gpt(2, 768, 256, 2),
                gpt(4, 768, 128, 4),
                gpt(8, 1024, 128, 1),
                gpt(8, 256, 256, 4),
                gpt(4, 512, 512, 2),
                gpt(6, 768, 512, 1),
                gpt(2, 1024, 128, 8),
                gpt(4, 1024, 256, 2));
    }

    private static SmallGpt gpt(int layers, int hidden, int length, int sequences) {
        return new SmallGpt(layers, hidden, VOCABULARY, new SmallGpt.Batch(sequences, length));
    }
}
