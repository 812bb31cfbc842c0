package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that is shipped in profiles/, by name. */
public record Catalog(ModelCatalog models, HardwareCatalog hardware, StackCatalog stacks) {
    /** Where the launcher says that the program lives. */
    private static final String HOME = "shardwright.home";

    public static Catalog at(Path profiles) {
        return new Catalog(new ModelCatalog(profiles), new HardwareCatalog(profiles), new StackCatalog(profiles));
    }

    /** The profiles beside the program: those of the launcher's folder, else of the working folder. */
    public static Catalog shipped() {
        return at(profiles());
    }

    /** Folder of the shipped profiles. */
    public static Path profiles() {
        Path folder = Path.of(System.getProperty(HOME, ".")).resolve("profiles");
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    folder.toString(),
                    "is not a folder; it holds models, accelerators, clusters and software stacks.",
                    "Start with ./shardwright, or set -D" + HOME + "=FOLDER.");
        }
        return folder;
    }
}
