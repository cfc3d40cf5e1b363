package dev.mayfly.data;

import java.util.NoSuchElementException;

/**
 * Walks over the lines or parts of a {@link Text} without a Java object for each of them.
 *
 * {@snippet file="dev/mayfly/snippets/TextSnippets.java" region="pieces"}
 *
 * <p><b>Features:</b> {@link #next} goes to the next piece; until then the other methods speak of
 * this one. Before the first and after the last they throw {@link NoSuchElementException}.
 *
 * <p><b>Cost:</b> one Java object for the walk, or for many with {@link #restart}; each byte is
 * looked at once.
 *
 * <p><b>Lifetime:</b> as good as the text. Nothing of it is changed or copied.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class TextPieces {

    /** Stands for a line end, in place of a separator. */
    private static final int LINE_END = -1;

    private static final long NONE = -1;

    private final int separator;
    private long base;
    private long end;

    /** Where the next piece begins, or {@link #NONE} after the last. */
    private long next;

    private long pieceStart = NONE;
    private long pieceEnd = NONE;

    private TextPieces(int separator) {
        this.separator = separator;
    }

    static TextPieces lines(long address, long end) {
        return new TextPieces(LINE_END).over(address, end);
    }

    static TextPieces split(long address, long end, int separator) {
        return new TextPieces(separator).over(address, end);
    }

    /**
     * Begins a walk over another text, with the same separator, so that one object serves for many.
     *
     * @param text what to walk over
     * @return this, before the first piece
     */
    public TextPieces restart(Text text) {
        return over(text.address(), text.address() + text.size());
    }

    private TextPieces over(long address, long newEnd) {
        base = address;
        end = newEnd;
        next = separator != LINE_END || address < newEnd ? address : NONE;
        pieceStart = NONE;
        return this;
    }

    /**
     * Goes to the next piece.
     *
     * @return whether there is one
     */
    public boolean next() {
        pieceStart = next;
        if (next == NONE) {
            return false;
        }
        if (separator == LINE_END) {
            nextLine();
        } else {
            pieceEnd = Text.find(next, end, separator);
            next = pieceEnd == end ? NONE : pieceEnd + Utf8.size(separator);
        }
        return true;
    }

    private void nextLine() {
        long at = next;
        while (at < end && !isLineEnd(Utf8.byteAt(at))) {
            at++;
        }
        pieceEnd = at;
        if (at < end) {
            boolean two = Utf8.byteAt(at) == '\r' && at + 1 < end && Utf8.byteAt(at + 1) == '\n';
            at += two ? 2 : 1;
        }
        next = at < end ? at : NONE;
    }

    private static boolean isLineEnd(int value) {
        return value == '\n' || value == '\r';
    }

    private void check() {
        if (pieceStart == NONE) {
            throw new NoSuchElementException(
                    "no piece here: call next(), and stop when it says false");
        }
    }

    /**
     * Where this piece begins.
     *
     * @return bytes from the start of the text
     */
    public long start() {
        check();
        return pieceStart - base;
    }

    /**
     * Where this piece ends.
     *
     * @return bytes from the start of the text
     */
    public long end() {
        check();
        return pieceEnd - base;
    }

    /**
     * How long this piece is.
     *
     * @return bytes
     */
    public long size() {
        check();
        return pieceEnd - pieceStart;
    }

    /**
     * This piece by itself: a small Java object, which the JIT compiler removes where it goes
     * nowhere.
     *
     * @return a view, as good as the text
     */
    public Text piece() {
        check();
        return Text.trusted(pieceStart, pieceEnd - pieceStart);
    }

    /**
     * Whether this piece holds the same characters as a Java text.
     *
     * @param chars what to compare with
     * @return whether they are the same
     */
    public boolean contentEquals(CharSequence chars) {
        check();
        return Text.contentEquals(pieceStart, pieceEnd, chars);
    }

    /**
     * The integer that this piece is; see {@link Text#parseInt}.
     *
     * @return its value
     * @throws NumberFormatException if it is anything else
     */
    public int parseInt() {
        check();
        return IntegerParser.parseInt(pieceStart, pieceEnd);
    }

    /**
     * The integer that this piece is; see {@link Text#parseLong()}.
     *
     * @return its value
     * @throws NumberFormatException if it is anything else
     */
    public long parseLong() {
        check();
        return IntegerParser.parseLong(pieceStart, pieceEnd, 10);
    }

    /**
     * The number that this piece is; see {@link Text#parseDouble}.
     *
     * @return its value
     * @throws NumberFormatException if it is anything else
     */
    public double parseDouble() {
        check();
        return DecimalParser.parseDouble(pieceStart, pieceEnd);
    }

    /**
     * The number that this piece is; see {@link Text#parseFloat}.
     *
     * @return its value
     * @throws NumberFormatException if it is anything else
     */
    public float parseFloat() {
        check();
        return DecimalParser.parseFloat(pieceStart, pieceEnd);
    }
}
