package dev.shardwright.profiler.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the tool of NVIDIA's driver about the first GPU. */
final class GpuDriver {
    static final String TOOL = "nvidia-smi";

    private GpuDriver() {}

    /**
     * The answer as values with commas between; empty where there is no such tool or it finds no driver.
     *
     * @param fields as {@code nvidia-smi --help-query-gpu} lists them, with commas between
     */
    static String query(String fields) {
        List<String> command = List.of(TOOL, "--query-gpu=" + fields, "--format=csv,noheader,nounits", "--id=0");
        try {
            Process query = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream answer = query.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                return query.waitFor() == 0 ? text : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
