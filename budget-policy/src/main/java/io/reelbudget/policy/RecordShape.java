package io.reelbudget.policy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a kind of record is made of; looked up once, for the platform works it out at every question.
 *
 * @param parts its components, in order
 * @param names their names
 * @param maker its canonical constructor
 */
record RecordShape(List<Part> parts, Set<String> names, Constructor<?> maker) {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return lookedUp(type);
        }
    };

    private static final ClassValue<Boolean> SEALED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isSealed();
        }
    };

    /**
     * One component.
     *
     * @param name its name
     * @param type its type, without arguments
     * @param declared its type, with arguments
     * @param accessor reads it
     */
    record Part(String name, Class<?> type, Type declared, Method accessor) {

        boolean isOptional() {
            return type == Optional.class
                    || type == OptionalInt.class
                    || type == OptionalLong.class
                    || type == OptionalDouble.class;
        }

        /** Returns its type, for an optional one that of what may be there. */
        Type content() {
            return type == Optional.class ? ((ParameterizedType) declared).getActualTypeArguments()[0] : declared;
        }

        Object of(Record fields) {
            try {
                return accessor.invoke(fields);
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException(
                        "Record " + fields.getClass() + " must have accessors that notes may call.", closed);
            }
        }
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    static boolean isSealed(Class<?> type) {
        return SEALED.get(type);
    }

    Object make(Object[] values, String path) {
        try {
            return maker.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    "Recorded value at " + path + " cannot be: " + refused.getCause(), refused);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(
                    "Record " + maker.getDeclaringClass() + " must have a constructor that notes may call.", closed);
        }
    }

    private static RecordShape lookedUp(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Part> parts = Arrays.stream(components)
                .map(each -> new Part(each.getName(), each.getType(), each.getGenericType(), each.getAccessor()))
                .toList();
        Class<?>[] types = parts.stream().map(Part::type).toArray(Class<?>[]::new);
        try {
            return new RecordShape(
                    parts,
                    parts.stream().map(Part::name).collect(Collectors.toUnmodifiableSet()),
                    type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException("Every record has its canonical constructor.", none);
        }
    }
}
