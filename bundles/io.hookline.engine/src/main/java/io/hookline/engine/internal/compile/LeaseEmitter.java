package io.hookline.engine.internal.compile;

import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.compile.GeneratedClass.Constant;
import io.hookline.engine.internal.generation.CallScopes;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.Slots;
import io.hookline.engine.internal.generation.ThreadSlot;
import java.lang.invoke.VarHandle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the code around the hooks in a compiled body: the lease, which {@link Leases} explains. In Java it would read
 *
 * <pre>
 *      ThreadSlot slot = Slots.current(TABLE, SLOTS);
 *      if (slot.lease == 0) {
 *          long number = this.number;
 *          slot.calling = CHAIN_COUNT;
 *          slot.lease = number;
 *          try {
 *              // fenced mode: VarHandle.fullFence()
 *              if (GENERATIONS.number == number) {
 *                  long[] counts = slot.counts;
 *                  if (COUNT &lt; counts.length) {
 *                      counts[COUNT]++;
 *                      … the hooks; return
 *                  }
 *              }
 *          } finally {
 *              // fenced mode: VarHandle.releaseFence()
 *              slot.lease = 0;
 *              if (slot.scope != null) { Leases.closeLeftOpen(slot); }
 *          }
 *      }
 *      return m$otherwise(facade, a);
 * </pre>
 *
 * The lease ends by one store, which needs no room on the stack; in the fenced mode the fence does. A branch stands
 * between the stores that show the call as under way and the one that counts it: what is counted is seen as under way.
 */
final class LeaseEmitter {

    private static final Type SLOT = Type.getType(ThreadSlot.class);
    private static final Type COUNTS = Type.getType(long[].class);
    private static final Type THROWABLE = Type.getType(Throwable.class);

    private final String owner;
    private final Emitter code;
    private final boolean fenced;
    private final int slot;
    private final int number;
    private final int counts;
    private final int failure;
    private final Label begin = new Label();
    private final Label end = new Label();
    private final Label otherwise = new Label();

    /** Around the code of a method of the owner. */
    LeaseEmitter(String owner, Emitter code, boolean fenced) {
        this.owner = owner;
        this.code = code;
        this.fenced = fenced;
        this.slot = code.newLocal(SLOT);
        this.number = code.newLocal(Type.LONG_TYPE);
        this.counts = code.newLocal(COUNTS);
        this.failure = code.newLocal(THROWABLE);
    }

    /** The constants that it needs. */
    static Constant[] constants() {
        return new Constant[] {
            new Constant("TABLE", ThreadSlot[].class),
            new Constant("SLOTS", Slots.class),
            new Constant("GENERATIONS", Generations.class)
        };
    }

    /** Their values, in the same order. */
    static Object[] values(Generations generations) {
        return new Object[] {generations.slots().table(), generations.slots(), generations};
    }

    /** Takes the lease and counts the call, under an index of the chain's counts. */
    void begin(int chainCount, int method) {
        Label leave = new Label();
        Label leased = new Label();
        constant("TABLE", ThreadSlot[].class);
        constant("SLOTS", Slots.class);
        String current = "([" + SLOT + Type.getDescriptor(Slots.class) + ")" + SLOT;
        code.invoke(Opcodes.INVOKESTATIC, Slots.class, "current", current).store(SLOT, slot);
        code.loadObject(slot).getField(ThreadSlot.class, "lease", long.class);
        code.insn(Opcodes.LCONST_0).insn(Opcodes.LCMP).jump(Opcodes.IFNE, otherwise);
        code.loadThis().getField(Dispatch.class, "number", long.class).store(Type.LONG_TYPE, number);
        code.loadObject(slot).push(chainCount).insn(Opcodes.I2L).putField(ThreadSlot.class, "calling", long.class);
        code.loadObject(slot).load(Type.LONG_TYPE, number).putField(ThreadSlot.class, "lease", long.class);
        code.mark(begin);
        if (fenced) {
            code.invoke(Opcodes.INVOKESTATIC, VarHandle.class, "fullFence", "()V");
        }
        constant("GENERATIONS", Generations.class).getField(Generations.class, "number", long.class);
        code.load(Type.LONG_TYPE, number).insn(Opcodes.LCMP).jump(Opcodes.IFNE, leave);
        code.loadObject(slot).getField(ThreadSlot.class, "counts", long[].class).store(COUNTS, counts);
        code.push(chainCount + method).loadObject(counts).insn(Opcodes.ARRAYLENGTH);
        code.jump(Opcodes.IF_ICMPLT, leased);
        code.mark(leave);
        release();
        code.jump(Opcodes.GOTO, otherwise);

        code.mark(leased);
        code.loadObject(counts).push(chainCount + method).insn(Opcodes.DUP2).insn(Opcodes.LALOAD);
        code.insn(Opcodes.LCONST_1).insn(Opcodes.LADD).insn(Opcodes.LASTORE);
    }

    /** Ends the lease where the hooks' code leaves, and where it throws; begins with the result put away. */
    void end(Runnable returnResult, Runnable callOtherwise) {
        Label thrown = new Label();
        code.mark(end);
        release();
        returnResult.run();
        code.mark(thrown).store(THROWABLE, failure);
        release();
        code.loadObject(failure).insn(Opcodes.ATHROW);
        code.mark(otherwise);
        callOtherwise.run();
        code.code.visitTryCatchBlock(begin, end, thrown, null);
    }

    private void release() {
        Label none = new Label();
        if (fenced) {
            code.invoke(Opcodes.INVOKESTATIC, VarHandle.class, "releaseFence", "()V");
        }
        code.loadObject(slot).insn(Opcodes.LCONST_0).putField(ThreadSlot.class, "lease", long.class);
        code.loadObject(slot).getField(ThreadSlot.class, "scope", CallScopes.Scope.class);
        code.jump(Opcodes.IFNULL, none);
        code.loadObject(slot).invoke(Opcodes.INVOKESTATIC, Leases.class, "closeLeftOpen");
        code.mark(none);
    }

    private Emitter constant(String name, Class<?> type) {
        return code.getStatic(owner, name, Type.getDescriptor(type));
    }
}
