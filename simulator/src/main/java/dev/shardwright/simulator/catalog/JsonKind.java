package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a JSON value must be, and how it becomes a value of ours. */
@FunctionalInterface
public interface JsonKind<T> {
    /** Throws InvalidInputException with the rule that the value breaks (its place is left empty). */
    T read(JsonNode value);

    /** A text that is not blank. */
    static JsonKind<String> text() {
        return value -> {
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw broken("must be a text.");
            }
            return value.textValue();
        };
    }

    /** A text in the form that a parser reads; the parser's IllegalArgumentException is the broken rule. */
    static <T> JsonKind<T> parsed(Function<String, T> parser) {
        return value -> {
            try {
                return parser.apply(value.isTextual() ? value.textValue() : value.toString());
            } catch (IllegalArgumentException e) {
                throw broken("cannot be read: " + e.getMessage() + ".");
            }
        };
    }

    /** A whole number of the given range, as 4 or 4.0. */
    static JsonKind<Integer> wholeNumber(int least, int most) {
        return value -> {
            double number = value.isNumber() ? value.doubleValue() : Double.NaN;
            if (number != Math.rint(number) || number < least || number > most) {
                throw broken(String.format(Locale.ROOT, "must be a whole number from %,d to %,d.", least, most));
            }
            return (int) number;
        };
    }

    /** A finite number above zero and up to one. */
    static JsonKind<Double> share() {
        return value -> {
            double number = value.isNumber() ? value.doubleValue() : Double.NaN;
            if (!(number > 0 && number <= 1)) {
                throw broken("must be a number above 0 and up to 1.");
            }
            return number;
        };
    }

    /** A finite number of at least the given one. */
    static JsonKind<Double> number(double least) {
        return value -> {
            double number = value.isNumber() ? value.doubleValue() : Double.NaN;
            if (!(number >= least) || Double.isInfinite(number)) {
                throw broken(String.format(Locale.ROOT, "must be a number of at least %s.", plain(least)));
            }
            return number;
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static JsonKind<Boolean> flag() {
        return value -> {
            if (!value.isBoolean()) {
                throw broken("must be true or false.");
            }
            return value.booleanValue();
        };
    }

    /** One of the given words, whatever their case. */
    static <T> JsonKind<T> oneOf(Map<String, T> words) {
        return value -> {
            String text = value.isValueNode() ? value.asText() : "";
            for (Map.Entry<String, T> word : words.entrySet()) {
                if (word.getKey().equalsIgnoreCase(text)) {
                    return word.getValue();
                }
            }
            throw new InvalidInputException(
                    "", "must be one of " + String.join(", ", words.keySet()) + ".", nearest(text, words));
        };
    }

    private static String nearest(String text, Map<String, ?> words) {
        return text.isEmpty() ? "" : NameIndex.nearest(text, words.keySet());
    }

    /** A list of texts. */
    static JsonKind<List<String>> texts() {
        return value -> {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
            if (!value.isArray() || texts.stream().anyMatch(String::isBlank)) {
                throw broken("must be a list of texts.");
            }
            return List.copyOf(texts);
        };
    }

    /** A list of whole numbers, each of the given range. */
    static JsonKind<List<Integer>> wholeNumbers(int least, int most) {
        JsonKind<Integer> item = wholeNumber(least, most);
        return value -> {
            if (!value.isArray()) {
                throw broken("must be a list of whole numbers.");
            }
            List<Integer> numbers = new ArrayList<>();
            value.forEach(each -> numbers.add(item.read(each)));
            return List.copyOf(numbers);
        };
    }

    /** A list of numbers. */
    static JsonKind<double[]> numbers() {
        return value -> {
            double[] numbers = new double[value.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = value.get(i) != null && value.get(i).isNumber()
                        ? value.get(i).doubleValue()
                        : Double.NaN;
            }
            if (!value.isArray() || Arrays.stream(numbers).anyMatch(number -> !Double.isFinite(number))) {
                throw broken("must be a list of numbers.");
            }
            return numbers;
        };
    }

    private static InvalidInputException broken(String rule) {
        return new InvalidInputException("", rule, "");
    }
}
