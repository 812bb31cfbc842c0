package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MethodChoice;
import java.util.ArrayList;
import java.util.List;

/** One thing that a request fixes. */
sealed interface Pin {
    /** Key in a problem: "parallel.tensor = 12". */
    String where();

    /** Short form in a sentence: "tp 12". */
    String words();

    /** The freedom without this pin. */
    Freedom lifted();

    /** A range of a whole number. */
    record OfKnob(Freedom freedom, Knob knob) implements Pin {
        @Override
        public String where() {
            return knob.key() + " = " + freedom.range(knob);
        }

        @Override
        public String words() {
            return knob.label() + " " + freedom.range(knob);
        }

        @Override
        public Freedom lifted() {
            return freedom.without(knob);
        }
    }

    /** A list of methods. */
    record OfMethod(Freedom freedom, MethodChoice choice) implements Pin {
        @Override
        public String where() {
            return choice.option() + " = " + values();
        }

        @Override
        public String words() {
            return choice.option().substring(2) + " " + values();
        }

        private String values() {
            return String.join(",", choice.values(freedom.methods()));
        }

        @Override
        public Freedom lifted() {
            return freedom.with(choice.freed(freedom.methods()));
        }
    }

    static List<Pin> of(Freedom freedom) {
        List<Pin> pins = new ArrayList<>();
        for (Knob knob : Knob.values()) {
            if (freedom.pinned(knob)) {
                pins.add(new OfKnob(freedom, knob));
            }
        }
        for (MethodChoice choice : MethodChoice.values()) {
            if (!choice.values(freedom.methods()).isEmpty()) {
                pins.add(new OfMethod(freedom, choice));
            }
        }
        return pins;
    }

    /** "tp 8 and pp 16". */
    static String words(List<Pin> pins) {
        List<String> words = new ArrayList<>();
        pins.forEach(pin -> words.add(pin.words()));
        return Wording.list(words);
    }
}
