package dev.shardwright.simulator.unit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads "number unit" texts. Decimal (GB) and binary (GiB) prefixes are different units and never mix. */
final class Quantity {
    static final Map<String, Double> BYTE_UNITS = byteUnits();
    static final Map<String, Double> BANDWIDTH_UNITS = bandwidthUnits();
    static final Map<String, Double> FLOP_RATE_UNITS = prefixed("FLOP/s", 1);
    static final Map<String, Double> TIME_UNITS = timeUnits();

    private Quantity() {}

    static double parse(String text, Map<String, Double> units) {
        String trimmed = text == null ? "" : text.strip();
        int split = 0;
        while (split < trimmed.length() && "+-.eE0123456789".indexOf(trimmed.charAt(split)) >= 0) {
            split++;
        }
        Double factor = units.get(trimmed.substring(split).strip());
        if (split == 0 || factor == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number with a unit; accepted units: " + String.join(", ", units.keySet()));
        }
        return number(trimmed.substring(0, split), text) * factor;
    }

    private static double number(String digits, String text) {
        try {
            double value = Double.parseDouble(digits);
            if (value < 0 || !Double.isFinite(value)) {
                throw new IllegalArgumentException("'" + text + "' must be a finite number, zero or more");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' does not start with a number", e);
        }
    }

    private static Map<String, Double> byteUnits() {
        Map<String, Double> units = prefixed("B", 1);
        String[] binary = {"KiB", "MiB", "GiB", "TiB"};
        for (int i = 0; i < binary.length; i++) {
            units.put(binary[i], Math.pow(1024, i + 1));
        }
        return units;
    }

    private static Map<String, Double> bandwidthUnits() {
        Map<String, Double> units = prefixed("B/s", 1);
        units.putAll(prefixed("bit/s", 0.125));
        return units;
    }

    private static Map<String, Double> timeUnits() {
        Map<String, Double> units = new LinkedHashMap<>();
        units.put("s", 1.0);
        units.put("ms", 1e-3);
        units.put("us", 1e-6);
        units.put("ns", 1e-9);
        units.put("min", 60.0);
        units.put("h", 3600.0);
        units.put("d", 86_400.0);
        return units;
    }

    private static Map<String, Double> prefixed(String unit, double base) {
        Map<String, Double> units = new LinkedHashMap<>();
        String[] prefixes = {"", "k", "M", "G", "T", "P"};
        for (int i = 0; i < prefixes.length; i++) {
            units.put(prefixes[i] + unit, base * Math.pow(1000, i));
        }
        return units;
    }

    static String format(double value, String unit) {
        String[] prefixes = {"", "k", "M", "G", "T", "P"};
        int power = 0;
        double scaled = value;
        while (scaled >= 1000 && power < prefixes.length - 1) {
            scaled /= 1000;
            power++;
        }
        return String.format(Locale.ROOT, "%.4g %s%s", scaled, prefixes[power], unit);
    }
}
