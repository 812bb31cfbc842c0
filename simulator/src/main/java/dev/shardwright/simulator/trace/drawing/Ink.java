package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.timeline.Category;

/** What a box stands for, in a colour that colour-blind people can tell from the others (after Okabe and Ito 2008). */
enum Ink {
    FORWARD("forward", 0x56b4e9),
    BACKWARD("backward", 0xe69f00),
    INPUT_GRADIENT("input gradient", 0xf0d442),
    WEIGHT_GRADIENT("weight gradient", 0x009e73),
    RECOMPUTE("recompute", 0xcc79a7),
    TENSOR("TP communication", 0xd55e00),
    CONTEXT("CP communication", 0x7b5ea7),
    EXPERT("EP communication", 0x8c6d31),
    DATA("DP communication", 0x0072b2),
    PIPELINE("PP communication", 0x8a8a8a),
    HOST("host copies", 0xb7b76c),
    OPTIMIZER("optimizer", 0x333333),
    OVERHEAD("overhead", 0xbfa5a5),
    IDLE("idle", 0xececec);

    private final String label;
    private final Colour colour;

    Ink(String label, int rgb) {
        this.label = label;
        this.colour = Colour.of(rgb);
    }

    String label() {
        return label;
    }

    Colour colour() {
        return colour;
    }

    /** Whether it is a micro-batch's pass through a stage, or a part of one. */
    boolean isPass() {
        return compareTo(RECOMPUTE) <= 0;
    }

    static Ink of(PassKind kind) {
        return switch (kind) {
            case FORWARD -> FORWARD;
            case BACKWARD -> BACKWARD;
            case INPUT_GRADIENT -> INPUT_GRADIENT;
            case WEIGHT_GRADIENT -> WEIGHT_GRADIENT;
        };
    }

    static Ink of(Category category) {
        return switch (category) {
            case FORWARD -> FORWARD;
            case BACKWARD -> BACKWARD;
            case WEIGHT_GRADIENT -> WEIGHT_GRADIENT;
            case RECOMPUTE -> RECOMPUTE;
            case TENSOR -> TENSOR;
            case CONTEXT -> CONTEXT;
            case EXPERT -> EXPERT;
            case DATA -> DATA;
            case PIPELINE -> PIPELINE;
            case HOST -> HOST;
            case OPTIMIZER -> OPTIMIZER;
            case OVERHEAD -> OVERHEAD;
        };
    }
}
