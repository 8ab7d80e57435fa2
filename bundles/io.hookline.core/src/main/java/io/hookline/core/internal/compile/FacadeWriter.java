package io.hookline.core.internal.compile;

import io.hookline.core.internal.chain.ChainBody;
import io.hookline.core.internal.compile.GeneratedClass.Constant;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.contract.ContractMethod;
import io.hookline.core.internal.generation.CallScopes;
import io.hookline.core.internal.generation.Generations;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.generation.PointChain;
import io.hookline.core.internal.generation.PointFacade;
import io.hookline.core.internal.generation.Slots;
import io.hookline.core.internal.generation.ThreadSlot;
import java.lang.invoke.VarHandle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the facade of a contract: for each method the way of a call, which {@link Leases} explains. In Java it would read
 *
 * <pre>
 *  R method(A a) {
 *      ThreadSlot slot = Slots.current(TABLE, SLOTS);
 *      Body body = this.bound;               // the contract's, with the contract's methods
 *      if (slot.lease == 0) {
 *          slot.lease = body.number;
 *          try {
 *              // fenced mode: VarHandle.fullFence()
 *              if (GENERATIONS.number == body.number) {
 *                  long[] counts = slot.counts;
 *                  int index = body.counts + METHOD;
 *                  if (index &lt; counts.length) {
 *                      slot.calling = body.counts;
 *                      counts[index]++;
 *                      return body.method(a);
 *                  }
 *              }
 *          } finally {
 *              // fenced mode: VarHandle.releaseFence()
 *              slot.lease = 0;
 *              if (slot.scope != null) { Leases.closeLeftOpen(slot); }
 *          }
 *      }
 *      return method$otherwise(slot, a);     // Leases.enter, call, Leases.exit
 *  }
 * </pre>
 */
final class FacadeWriter {

    /** The field for the body at hand. */
    static final String BOUND = "bound";

    private static final Type SLOT = Type.getType(ThreadSlot.class);
    private static final Type BODY = Type.getType(ChainBody.class);
    private static final Type COUNTS = Type.getType(long[].class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type THROWABLE = Type.getType(Throwable.class);

    private final Class<?> bodyBase;
    private final Type bodyType;
    private final boolean fenced;
    private final GeneratedClass facade;

    private FacadeWriter(Contract<?> contract, String internalPackage, Class<?> bodyBase, boolean fenced) {
        this.bodyBase = bodyBase;
        this.bodyType = Type.getType(bodyBase);
        this.fenced = fenced;
        this.facade = new GeneratedClass(internalPackage, contract.type(), "Point", PointFacade.class);
    }

    /** The class; its constants are a table of slots, its slots, the generations and the leases. */
    static byte[] write(Contract<?> contract, String internalPackage, Class<?> bodyBase, boolean fenced) {
        FacadeWriter writer = new FacadeWriter(contract, internalPackage, bodyBase, fenced);
        writer.facade.constants(
                new Constant("TABLE", ThreadSlot[].class),
                new Constant("SLOTS", Slots.class),
                new Constant("GENERATIONS", Generations.class),
                new Constant("LEASES", Leases.class));
        writer.facade
                .writer
                .visitField(Opcodes.ACC_VOLATILE, BOUND, writer.bodyType.getDescriptor(), null, null)
                .visitEnd();
        writer.facade.constructor(PointChain.class, VarHandle.class);
        for (ContractMethod method : contract.methods()) {
            if (method.isAsync()) {
                writer.async(method);
            } else {
                writer.plain(method);
                writer.otherwise(method);
            }
        }
        return writer.facade.bytes();
    }

    private void async(ContractMethod method) {
        String descriptor = Type.getMethodDescriptor(method.method());
        Emitter code = facade.method(Opcodes.ACC_PUBLIC, method.name(), descriptor);
        constant(code, "LEASES", Leases.class).loadThis().push(method.index());
        code.loadBoxed(0, Type.getArgumentTypes(descriptor).length);
        code.invoke(Opcodes.INVOKEVIRTUAL, Leases.class, "callAsync");
        code.cast(Type.getReturnType(descriptor)).insn(Opcodes.ARETURN).end();
    }

    private void plain(ContractMethod method) {
        String descriptor = Type.getMethodDescriptor(method.method());
        Type result = Type.getReturnType(descriptor);
        Emitter code = facade.method(Opcodes.ACC_PUBLIC, method.name(), descriptor);
        int slot = code.newLocal(SLOT);
        int body = code.newLocal(bodyType);
        int counts = code.newLocal(COUNTS);
        int index = code.newLocal(Type.INT_TYPE);
        int kept = code.newLocal(result);
        int failure = code.newLocal(THROWABLE);
        Label otherwise = new Label();
        Label begin = new Label();
        Label leave = new Label();
        Label end = new Label();
        Label thrown = new Label();
        code.code.visitTryCatchBlock(begin, end, thrown, null);

        constant(code, "TABLE", ThreadSlot[].class);
        constant(code, "SLOTS", Slots.class);
        code.invoke(
                Opcodes.INVOKESTATIC,
                Slots.class,
                "current",
                "([" + SLOT + Type.getDescriptor(Slots.class) + ")" + SLOT);
        code.store(SLOT, slot);
        code.loadThis();
        code.code.visitFieldInsn(Opcodes.GETFIELD, facade.name, BOUND, bodyType.getDescriptor());
        code.store(bodyType, body);
        code.loadObject(slot).getField(ThreadSlot.class, "lease", long.class);
        code.insn(Opcodes.LCONST_0).insn(Opcodes.LCMP).jump(Opcodes.IFNE, otherwise);
        code.loadObject(slot).loadObject(body).getField(ChainBody.class, "number", long.class);
        code.putField(ThreadSlot.class, "lease", long.class);

        code.mark(begin);
        if (fenced) {
            code.invoke(Opcodes.INVOKESTATIC, VarHandle.class, "fullFence");
        }
        constant(code, "GENERATIONS", Generations.class).getField(Generations.class, "number", long.class);
        code.loadObject(body).getField(ChainBody.class, "number", long.class);
        code.insn(Opcodes.LCMP).jump(Opcodes.IFNE, leave);
        code.loadObject(slot).getField(ThreadSlot.class, "counts", long[].class).store(COUNTS, counts);
        code.loadObject(body).getField(ChainBody.class, "counts", int.class);
        code.push(method.index()).insn(Opcodes.IADD).store(Type.INT_TYPE, index);
        code.load(Type.INT_TYPE, index).loadObject(counts).insn(Opcodes.ARRAYLENGTH);
        code.jump(Opcodes.IF_ICMPGE, leave);
        code.loadObject(slot).loadObject(body).getField(ChainBody.class, "counts", int.class);
        code.insn(Opcodes.I2L).putField(ThreadSlot.class, "calling", long.class);
        code.loadObject(counts).load(Type.INT_TYPE, index).insn(Opcodes.DUP2).insn(Opcodes.LALOAD);
        code.insn(Opcodes.LCONST_1).insn(Opcodes.LADD).insn(Opcodes.LASTORE);
        code.loadObject(body).loadParameters();
        invokeBody(code, method);
        keep(code, result, kept);
        code.mark(end);
        endLease(code, slot);
        returnKept(code, result, kept);

        code.mark(leave);
        endLease(code, slot);
        code.jump(Opcodes.GOTO, otherwise);

        code.mark(thrown).store(THROWABLE, failure);
        endLease(code, slot);
        code.loadObject(failure).insn(Opcodes.ATHROW);

        code.mark(otherwise).loadThis().loadObject(slot).loadParameters();
        code.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, facade.name, otherwiseName(method), otherwiseDescriptor(method), false);
        code.returns(result);
        code.end();
    }

    /** Ends the lease by one store, which needs no room on the stack. */
    private void endLease(Emitter code, int slot) {
        Label none = new Label();
        if (fenced) {
            code.invoke(Opcodes.INVOKESTATIC, VarHandle.class, "releaseFence");
        }
        code.loadObject(slot).insn(Opcodes.LCONST_0).putField(ThreadSlot.class, "lease", long.class);
        code.loadObject(slot).getField(ThreadSlot.class, "scope", CallScopes.Scope.class);
        code.jump(Opcodes.IFNULL, none);
        code.loadObject(slot).invoke(Opcodes.INVOKESTATIC, Leases.class, "closeLeftOpen");
        code.mark(none);
    }

    /** The call under other circumstances: inside a scope or another call, or at the first call since a change. */
    private void otherwise(ContractMethod method) {
        Type result = Type.getReturnType(method.method());
        Emitter code = facade.method(Opcodes.ACC_PRIVATE, otherwiseName(method), otherwiseDescriptor(method));
        int slot = 1;
        int around = code.newLocal(OBJECT);
        int alone = code.newLocal(Type.BOOLEAN_TYPE);
        int body = code.newLocal(BODY);
        int kept = code.newLocal(result);
        int failure = code.newLocal(THROWABLE);
        Label busy = new Label();
        Label known = new Label();
        Label begin = new Label();
        Label end = new Label();
        Label thrown = new Label();
        code.code.visitTryCatchBlock(begin, end, thrown, null);

        code.loadObject(slot).getField(ThreadSlot.class, "scope", CallScopes.Scope.class);
        code.store(OBJECT, around);
        code.loadObject(slot).getField(ThreadSlot.class, "lease", long.class);
        code.insn(Opcodes.LCONST_0).insn(Opcodes.LCMP).jump(Opcodes.IFNE, busy);
        code.push(1).jump(Opcodes.GOTO, known);
        code.mark(busy).push(0);
        code.mark(known).store(Type.BOOLEAN_TYPE, alone);
        constant(code, "LEASES", Leases.class).loadThis().loadObject(slot).push(method.index());
        code.invoke(
                Opcodes.INVOKEVIRTUAL,
                Leases.class,
                "enter",
                "(" + Type.getDescriptor(PointFacade.class) + SLOT + "I)" + BODY);
        code.store(BODY, body);

        code.mark(begin);
        code.loadObject(body).cast(bodyType);
        for (int i = 0; i < Type.getArgumentTypes(method.method()).length; i++) {
            code.loadParameter(i + 1);
        }
        invokeBody(code, method);
        keep(code, result, kept);
        code.mark(end);
        exit(code, slot, body, alone, around);
        returnKept(code, result, kept);

        code.mark(thrown).store(THROWABLE, failure);
        exit(code, slot, body, alone, around);
        code.loadObject(failure).insn(Opcodes.ATHROW);
        code.end();
    }

    private void exit(Emitter code, int slot, int body, int alone, int around) {
        constant(code, "LEASES", Leases.class).loadObject(slot).loadObject(body);
        code.load(Type.BOOLEAN_TYPE, alone).loadObject(around);
        code.invoke(Opcodes.INVOKEVIRTUAL, Leases.class, "exit");
    }

    private void invokeBody(Emitter code, ContractMethod method) {
        // By class, not by interface: that call takes two loads, where the other one searches the class's interfaces.
        code.invoke(Opcodes.INVOKEVIRTUAL, bodyBase, method.name(), Type.getMethodDescriptor(method.method()));
    }

    private Emitter constant(Emitter code, String name, Class<?> type) {
        return code.getStatic(facade.name, name, Type.getDescriptor(type));
    }

    private static void keep(Emitter code, Type result, int kept) {
        if (result.getSize() > 0) {
            code.store(result, kept);
        }
    }

    private static void returnKept(Emitter code, Type result, int kept) {
        if (result.getSize() > 0) {
            code.load(result, kept);
        }
        code.returns(result);
    }

    private static String otherwiseName(ContractMethod method) {
        return method.name() + "$otherwise" + method.index();
    }

    private static String otherwiseDescriptor(ContractMethod method) {
        String descriptor = Type.getMethodDescriptor(method.method());
        return "(" + SLOT + descriptor.substring(1);
    }
}
