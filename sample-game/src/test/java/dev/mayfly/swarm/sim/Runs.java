package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.Workers;

/** Runs of the world for tests, and as a program: seed, enemies and ticks in, checksum out. */
final class Runs {

    private Runs() {}

    public static void main(String[] arguments) {
        long checksum =
                checksum(
                        Long.parseLong(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]));
        System.out.println(Long.toHexString(checksum));
    }

    /** The checksum after so many ticks of the autopilot's play. */
    static long checksum(long seed, int enemies, int ticks) {
        try (FrameArena scratch = FrameArena.create();
                World world = new World(HeapAllocator.INSTANCE, scratch, seed, enemies)) {
            pilot(world, scratch, ticks);
            return world.checksum();
        }
    }

    /** The same with workers, whom the caller closes. */
    static long checksum(Workers workers, long seed, int enemies, int ticks) {
        try (FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch);
                World world = new World(HeapAllocator.INSTANCE, scratch, workers, seed, enemies)) {
            for (int i = 0; i < ticks; i++) {
                world.tick(Pilot.input(world, scratch));
                scratch.freeAll();
                workers.freeAll();
            }
            return world.checksum();
        }
    }

    /** The autopilot plays so many ticks. */
    static void pilot(World world, FrameArena scratch, int ticks) {
        for (int i = 0; i < ticks; i++) {
            world.tick(Pilot.input(world, scratch));
            scratch.freeAll();
        }
    }

    /** Nobody touches anything for so many ticks. */
    static void idle(World world, FrameArena scratch, int ticks) {
        for (int i = 0; i < ticks; i++) {
            press(world, scratch, 0);
        }
    }

    /** A tick with buttons down. */
    static void press(World world, FrameArena scratch, int buttons) {
        world.tick(PlayerInput.pack(0f, 0f, 0f, buttons));
        scratch.freeAll();
    }
}
