package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.calibration.DialSheet;
import dev.shardwright.simulator.calibration.OutOfSample;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The pages on accuracy that take minutes: refits and ablation. Each states the digest of the profiles it rests on. */
public final class CostlyPages {
    private static final int DIGITS = 12;

    private CostlyPages() {}

    public static List<Page> of(List<Path> files, Catalog catalog, Path profiles) {
        List<TimedRun> runs = TimedRuns.read(files, catalog).runs();
        DialSheet sheet = DialSheet.read(profiles);
        LeftOutPage leftOut =
                new LeftOutPage(runs, CostlyPages::shipped, some -> new OutOfSample(some, catalog, sheet));
        String digest = "\nProfiles at that time: `" + digest(profiles) + "` (first digits of the SHA-256 of all files "
                + "of `profiles/` but `residuals.json`).\n";
        return List.of(
                new Page("accuracy/ablation.md", AblationPage.text(runs) + digest),
                new Page("accuracy/left-out.md", leftOut.text() + digest));
    }

    private static double shipped(TimedRun run) {
        double seconds = Simulator.simulate(run.job()).iteration().value();
        return seconds * run.batchScale() / run.measured().value();
    }

    /** Of the names and contents of all profiles that predictions and fits depend on. */
    static String digest(Path profiles) {
        try (Stream<Path> walk = Files.walk(profiles)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("residuals.json"))
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path file : files) {
                sha.update(
                        profiles.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
                sha.update(Files.readString(file).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
