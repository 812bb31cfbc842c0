package dev.shardwright.profiler.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The few values in Python's pickle protocol 2 that a module without weights needs. */
final class Pickle {
    private static final int PROTOCOL = 0x80;
    private static final int GLOBAL = 'c';
    private static final int EMPTY_TUPLE = ')';
    private static final int NEW_OBJECT = 0x81;
    private static final int EMPTY_DICT = '}';
    private static final int EMPTY_LIST = ']';
    private static final int MARK = '(';
    private static final int UNICODE = 'X';
    private static final int TRUE = 0x88;
    private static final int SET_ITEMS = 'u';
    private static final int BUILD = 'b';
    private static final int STOP = '.';

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Pickle() {
        write(PROTOCOL, 2);
    }

    static byte[] emptyTuple() {
        return new Pickle().write(EMPTY_TUPLE, STOP).bytes.toByteArray();
    }

    /** An instance of {@code __torch__.M} with {@code training = True} and {@code operands = []}. */
    static byte[] emptyModule() {
        Pickle pickle = new Pickle();
        pickle.write(GLOBAL).text("__torch__\nM\n").write(EMPTY_TUPLE, NEW_OBJECT, EMPTY_DICT, MARK);
        pickle.key("training").write(TRUE);
        pickle.key("operands").write(EMPTY_LIST);
        return pickle.write(SET_ITEMS, BUILD, STOP).bytes.toByteArray();
    }

    private Pickle write(int... codes) {
        for (int code : codes) {
            bytes.write(code);
        }
        return this;
    }

    private Pickle text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private Pickle key(String name) {
        return write(UNICODE, name.length(), 0, 0, 0).text(name);
    }
}
