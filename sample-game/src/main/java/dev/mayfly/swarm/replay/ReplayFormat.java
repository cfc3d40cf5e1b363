package dev.mayfly.swarm.replay;

import java.nio.charset.StandardCharsets;

/**
 * What a replay file looks like. Numbers are little-endian.
 *
 * <pre>
 * offset  bytes
 *      0      8  MAGIC
 *      8      4  version of this format
 *     12      4  the rules of the world, see World.RULES
 *     16      8  seed
 *     24      4  enemies of the swarm mode, 0 for the normal game
 *     28      8  ticks
 *     36      8  checksum of the world after the last tick
 *     44      4  bytes of deflated input
 *     48      …  the input, deflated
 *      …      4  CRC-32 of everything before
 * </pre>
 *
 * <p>The input is in five planes of one byte a tick, because bytes of one kind deflate better
 * together: move x, move y, the change of the aim since the tick before (lower byte, upper byte),
 * buttons.
 */
final class ReplayFormat {

    /** The name, and line ends that a transfer as text would spoil. */
    static final byte[] MAGIC = "SWARM\r\n\u001a".getBytes(StandardCharsets.ISO_8859_1);

    static final int VERSION = 1;

    static final int VERSION_AT = 8;
    static final int RULES_AT = 12;
    static final int SEED_AT = 16;
    static final int ENEMIES_AT = 24;
    static final int TICKS_AT = 28;
    static final int CHECKSUM_AT = 36;
    static final int DEFLATED_AT = 44;
    static final int HEADER = 48;
    static final int CRC = 4;

    static final int PLANES = 5;

    /** More than three days of play. */
    static final int MAX_TICKS = 1 << 24;

    private static final int AIM_SHIFT = 16;
    private static final int BUTTONS_SHIFT = 32;

    private ReplayFormat() {}

    /** Writes a tick's input into the planes. */
    static void spread(byte[] planes, int ticks, int tick, long input, long previous) {
        int turn = aim(input) - aim(previous);
        planes[tick] = (byte) input;
        planes[ticks + tick] = (byte) (input >> 8);
        planes[2 * ticks + tick] = (byte) turn;
        planes[3 * ticks + tick] = (byte) (turn >> 8);
        planes[4 * ticks + tick] = (byte) (input >> BUTTONS_SHIFT);
    }

    /** Reads a tick's input back. */
    static long gather(byte[] planes, int ticks, int tick, long previous) {
        int turn = planes[2 * ticks + tick] & 0xff | planes[3 * ticks + tick] << 8;
        long aim = aim(previous) + turn & 0xffffL;
        return planes[tick] & 0xffL
                | (planes[ticks + tick] & 0xffL) << 8
                | aim << AIM_SHIFT
                | (planes[4 * ticks + tick] & 0xffL) << BUTTONS_SHIFT;
    }

    private static int aim(long input) {
        return (int) (input >> AIM_SHIFT & 0xffff);
    }
}
