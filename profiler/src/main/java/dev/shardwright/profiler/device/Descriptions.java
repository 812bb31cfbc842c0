package dev.shardwright.profiler.device;

import ai.djl.engine.Engine;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the machine says about its processor and GPU. */
final class Descriptions {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String DRIVER_FIELDS = "name,driver_version,compute_cap";

    /** The first generation of NVIDIA matrix units that multiply bf16. */
    private static final double AMPERE = 8.0;

    /** The first generation that multiplies fp8. */
    private static final double ADA = 8.9;

    private Descriptions() {}

    static DeviceDescription processor(String pytorch, int threads) {
        return processor(processorText(), pytorch, threads);
    }

    /** @param text the contents of /proc/cpuinfo, empty where there is none */
    static DeviceDescription processor(String text, String pytorch, int threads) {
        List<NumberFormat> formats = new ArrayList<>(List.of(NumberFormat.FP32));
        List<String> flags = List.of(field(text, "flags", "").split(" ", -1));
        if (flags.contains("avx512_bf16") || flags.contains("amx_bf16")) {
            formats.add(NumberFormat.BF16);
        }
        if (flags.contains("avx512_fp16") || flags.contains("amx_fp16")) {
            formats.add(NumberFormat.FP16);
        }
        String name = field(text, "model name", System.getProperty("os.arch") + " processor");
        return new DeviceDescription(name, DeviceDescription.Kind.CPU, "", formats, threads, versions(pytorch));
    }

    static DeviceDescription gpu(String pytorch, int threads) {
        return gpu(GpuDriver.query(DRIVER_FIELDS), pytorch, threads);
    }

    /** @param line name, driver version and compute capability, separated by commas */
    static DeviceDescription gpu(String line, String pytorch, int threads) {
        String[] parts = line.strip().split("\\s*,\\s*", -1);
        if (parts.length != 3) {
            throw new UnmeasurableException("the driver does not say what the GPU is (" + GpuDriver.TOOL + ")");
        }
        List<NumberFormat> formats = new ArrayList<>(List.of(NumberFormat.FP32, NumberFormat.FP16));
        if (Double.parseDouble(parts[2]) >= AMPERE) {
            formats.add(NumberFormat.BF16);
        }
        if (Double.parseDouble(parts[2]) >= ADA) {
            formats.add(NumberFormat.FP8);
        }
        return new DeviceDescription(
                parts[0], DeviceDescription.Kind.GPU, parts[1], formats, threads, versions(pytorch));
    }

    private static SortedMap<String, String> versions(String pytorch) {
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("djl", Engine.getDjlVersion());
        versions.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        versions.put("pytorch", pytorch);
        versions.put(
                "system",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        return versions;
    }

    private static String field(String text, String name, String missing) {
        return text.lines()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(missing);
    }

    private static String processorText() {
        try {
            return Files.readString(PROCESSORS);
        } catch (IOException e) {
            return "";
        }
    }
}
