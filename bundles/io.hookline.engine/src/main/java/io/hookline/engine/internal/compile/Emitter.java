package io.hookline.engine.internal.compile;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one method, in steps a little larger than the JVM's. */
final class Emitter {

    /** Of a method that takes nothing and returns a {@link MethodHandles.Lookup}. */
    static final String LOOKUP_DESCRIPTOR = "()" + Type.getDescriptor(MethodHandles.Lookup.class);

    private static final Type OBJECT = Type.getType(Object.class);

    final MethodVisitor code;
    private final Type[] parameters;
    private final int[] places;
    private int nextLocal;

    /** A method of that name and shape, static or not. */
    Emitter(ClassVisitor into, int access, String name, String descriptor) {
        this.code = into.visitMethod(access, name, descriptor, null, null);
        this.parameters = Type.getArgumentTypes(descriptor);
        this.places = new int[parameters.length];
        this.nextLocal = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        for (int i = 0; i < parameters.length; i++) {
            places[i] = newLocal(parameters[i]);
        }
        code.visitCode();
    }

    /** A place for a variable of that type. */
    int newLocal(Type type) {
        int place = nextLocal;
        nextLocal += type.getSize();
        return place;
    }

    /** Loads a variable; for void, nothing. */
    Emitter load(Type type, int place) {
        if (type.getSize() == 0) {
            return this;
        }
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), place);
        return this;
    }

    /** Stores into a variable; for void, nothing. */
    Emitter store(Type type, int place) {
        if (type.getSize() == 0) {
            return this;
        }
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), place);
        return this;
    }

    Emitter loadThis() {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        return this;
    }

    Emitter loadObject(int place) {
        code.visitVarInsn(Opcodes.ALOAD, place);
        return this;
    }

    Emitter loadParameter(int index) {
        return load(parameters[index], places[index]);
    }

    Emitter loadParameters() {
        for (int i = 0; i < parameters.length; i++) {
            loadParameter(i);
        }
        return this;
    }

    /** An array of the parameters in a range, as objects. */
    Emitter loadBoxed(int from, int to) {
        push(to - from);
        code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT.getInternalName());
        for (int i = from; i < to; i++) {
            code.visitInsn(Opcodes.DUP);
            push(i - from);
            loadParameter(i);
            box(parameters[i]);
            code.visitInsn(Opcodes.AASTORE);
        }
        return this;
    }

    Emitter push(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
        return this;
    }

    /** Turns the value on the stack into an object. */
    Emitter box(Type type) {
        Class<?> box = boxOf(type);
        if (box != null) {
            String descriptor = "(" + type.getDescriptor() + ")" + Type.getDescriptor(box);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(box), "valueOf", descriptor, false);
        }
        return this;
    }

    /** Turns the object on the stack into a value of the type; drops it for void. */
    Emitter unbox(Type type) {
        Class<?> box = boxOf(type);
        if (type.getSort() == Type.VOID) {
            code.visitInsn(Opcodes.POP);
        } else if (box != null) {
            cast(Type.getType(box));
            String name = type.getClassName() + "Value";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(box), name, "()" + type, false);
        } else {
            cast(type);
        }
        return this;
    }

    Emitter cast(Type type) {
        if (!type.equals(OBJECT)) {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
        return this;
    }

    Emitter getStatic(String owner, String name, String descriptor) {
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
        return this;
    }

    Emitter putStatic(String owner, String name, String descriptor) {
        code.visitFieldInsn(Opcodes.PUTSTATIC, owner, name, descriptor);
        return this;
    }

    Emitter getField(Class<?> owner, String name, Class<?> type) {
        code.visitFieldInsn(Opcodes.GETFIELD, Type.getInternalName(owner), name, Type.getDescriptor(type));
        return this;
    }

    Emitter putField(Class<?> owner, String name, Class<?> type) {
        code.visitFieldInsn(Opcodes.PUTFIELD, Type.getInternalName(owner), name, Type.getDescriptor(type));
        return this;
    }

    /**
     * Calls a method of one of our own classes by its name.
     *
     * @throws IllegalStateException if it has no such method, or several
     */
    Emitter invoke(int opcode, Class<?> owner, String name) {
        List<Method> named = Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .toList();
        if (named.size() != 1) {
            throw new IllegalStateException(owner + " has " + named.size() + " methods " + name + ", not one");
        }
        return invoke(opcode, owner, name, Type.getMethodDescriptor(named.get(0)));
    }

    Emitter invoke(int opcode, Class<?> owner, String name, String descriptor) {
        code.visitMethodInsn(opcode, Type.getInternalName(owner), name, descriptor, owner.isInterface());
        return this;
    }

    /** {@link MethodHandles#lookup()}: the JDK has other methods of this name. */
    Emitter lookup() {
        return invoke(Opcodes.INVOKESTATIC, MethodHandles.class, "lookup", LOOKUP_DESCRIPTOR);
    }

    Emitter insn(int opcode) {
        code.visitInsn(opcode);
        return this;
    }

    Emitter jump(int opcode, Label to) {
        code.visitJumpInsn(opcode, to);
        return this;
    }

    Emitter mark(Label here) {
        code.visitLabel(here);
        return this;
    }

    Emitter returns(Type type) {
        code.visitInsn(type.getOpcode(Opcodes.IRETURN));
        return this;
    }

    void end() {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    @SuppressWarnings("NullAway") // Null means: it is an object already.
    private static Class<?> boxOf(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> Boolean.class;
            case Type.CHAR -> Character.class;
            case Type.BYTE -> Byte.class;
            case Type.SHORT -> Short.class;
            case Type.INT -> Integer.class;
            case Type.LONG -> Long.class;
            case Type.FLOAT -> Float.class;
            case Type.DOUBLE -> Double.class;
            default -> null;
        };
    }
}
