package dev.shardwright.simulator.runlog;

/** The shape of a model in a Hugging Face configuration that a log prints. */
final class TrainerModel {
    private TrainerModel() {}

    static void state(PrintedObject config, Statements stated) {
        Arguments settings = config.settings(
                "num_hidden_layers",
                "hidden_size",
                "intermediate_size",
                "num_attention_heads",
                "num_key_value_heads",
                "head_dim",
                "vocab_size",
                "tie_word_embeddings",
                "hidden_act",
                "model_type");
        settings.state(stated, Fact.LAYERS, "num_hidden_layers");
        settings.state(stated, Fact.HIDDEN, "hidden_size");
        settings.state(stated, Fact.FEED_FORWARD, "intermediate_size");
        settings.state(stated, Fact.HEADS, "num_attention_heads");
        settings.state(stated, Fact.KV_HEADS, "num_key_value_heads");
        settings.state(stated, Fact.HEAD_DIM, "head_dim");
        settings.state(stated, Fact.VOCABULARY, "vocab_size");
        settings.stateFlag(stated, Fact.TIED, "tie_word_embeddings");
        settings.get("model_type").ifPresent(type -> stated.suggest(Fact.MODEL_FAMILY, type.text(), type.where()));
        settings.get("hidden_act")
                .ifPresent(act -> stated.state(Fact.GATED, act.text().equals("silu"), act.where()));
    }
}
