package dev.shardwright.planner.importing.source;

import dev.shardwright.planner.importing.source.Place.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one reading, side by side, so that one number says where a character stands. */
public final class Sources {
    private final List<SourceFile> files;
    private final List<Integer> starts = new ArrayList<>();

    public Sources(List<SourceFile> files) {
        this.files = List.copyOf(files);
        int start = 0;
        for (SourceFile file : files) {
            starts.add(start);
            start += file.text().length() + 1;
        }
    }

    public List<SourceFile> files() {
        return files;
    }

    public Traced text(SourceFile file) {
        return Traced.from(file.text(), starts.get(files.indexOf(file)));
    }

    /** A file by the last part of its path. */
    public Optional<SourceFile> named(String path) {
        String base = new SourceFile(path, "").baseName();
        return files.stream().filter(file -> file.baseName().equals(base)).findFirst();
    }

    /** The place of a value: its own characters, or, where it was put together, the text that mentions it. */
    public Place place(Traced value, Traced mention) {
        if (value.contiguous()) {
            return place(value.first(), value.length(), Kind.VALUE);
        }
        int first = mention.first() == Traced.NOWHERE ? value.first() : mention.first();
        return place(Math.max(0, first), mention.contiguous() ? mention.length() : 1, Kind.DERIVED);
    }

    public Place place(Traced text) {
        return place(text, text);
    }

    /** The place of characters of a file. */
    public Place place(SourceFile file, int start, int end) {
        return place(starts.get(files.indexOf(file)) + start, end - start, Kind.VALUE);
    }

    private Place place(int origin, int length, Kind kind) {
        int index = files.size() - 1;
        while (index > 0 && starts.get(index) > origin) {
            index--;
        }
        String text = files.get(index).text();
        int start = Math.min(origin - starts.get(index), text.length());
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        int column = start - (text.lastIndexOf('\n', start - 1) + 1) + 1;
        return new Place(files.get(index).name(), line, column, start, start + length, kind);
    }
}
