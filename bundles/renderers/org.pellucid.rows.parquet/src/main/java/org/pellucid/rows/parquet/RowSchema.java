package org.pellucid.rows.parquet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;

/** The columns of rows as Parquet has them: each may be null. */
final class RowSchema {
    /** All columns. */
    static final MessageType TYPE = new MessageType("row",
            Stream.of(RowColumn.values()).map(RowSchema::type).toList());

    private RowSchema() {
    }

    private static Type type(RowColumn column) {
        String name = column.column();
        if (column.type() == Integer.class) {
            return Types.optional(PrimitiveTypeName.INT32).named(name);
        } else if (column.type() == Double.class) {
            return Types.optional(PrimitiveTypeName.DOUBLE).named(name);
        } else if (column.type() == byte[].class) {
            return Types.optional(PrimitiveTypeName.BINARY).named(name);
        } else if (column.type() == List.class) {
            return Types.optionalList().optionalElement(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType()).named(name);
        }
        return Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
    }

    /** Returns the columns of a file that are as they are written here. */
    static MessageType known(MessageType file) {
        return new MessageType(file.getName(), Stream.of(RowColumn.values())
                .filter(column -> file.containsField(column.column())
                        && alike(file.getType(column.column()), type(column)))
                .map(column -> file.getType(column.column())).toList());
    }

    /** Null or not, and what the parts of a list are called, is the writer's business. */
    private static boolean alike(Type one, Type other) {
        if (one.isPrimitive() || other.isPrimitive()) {
            return one.isPrimitive() && other.isPrimitive() && one.asPrimitiveType().getPrimitiveTypeName() == other
                    .asPrimitiveType().getPrimitiveTypeName();
        }
        List<Type> mine = one.asGroupType().getFields();
        List<Type> theirs = other.asGroupType().getFields();
        return mine.size() == 1 && theirs.size() == 1 && alike(mine.get(0), theirs.get(0));
    }

    static void write(Row row, RecordConsumer out) {
        out.startMessage();
        for (RowColumn column : RowColumn.values()) {
            Object value = row.value(column);
            if (value != null) {
                out.startField(column.column(), column.ordinal());
                write(value, out);
                out.endField(column.column(), column.ordinal());
            }
        }
        out.endMessage();
    }

    private static void write(Object value, RecordConsumer out) {
        if (value instanceof Integer number) {
            out.addInteger(number);
        } else if (value instanceof Double number) {
            out.addDouble(number);
        } else if (value instanceof byte[] bytes) {
            out.addBinary(Binary.fromConstantByteArray(bytes));
        } else if (value instanceof List<?> list) {
            writeList(list, out);
        } else {
            out.addBinary(Binary.fromString((String) value));
        }
    }

    private static void writeList(List<?> list, RecordConsumer out) {
        out.startGroup();
        if (!list.isEmpty()) {
            out.startField("list", 0);
            for (Object each : list) {
                out.startGroup();
                out.startField("element", 0);
                write(each, out);
                out.endField("element", 0);
                out.endGroup();
            }
            out.endField("list", 0);
        }
        out.endGroup();
    }

    static Row read(Group group) {
        Map<RowColumn, Object> values = new EnumMap<>(RowColumn.class);
        for (RowColumn column : RowColumn.values()) {
            String name = column.column();
            if (group.getType().containsField(name) && group.getFieldRepetitionCount(name) == 1) {
                values.put(column, read(group, column, name));
            }
        }
        return Row.of(values);
    }

    private static Object read(Group group, RowColumn column, String name) {
        if (column.type() == Integer.class) {
            return group.getInteger(name, 0);
        } else if (column.type() == Double.class) {
            return group.getDouble(name, 0);
        } else if (column.type() == byte[].class) {
            return group.getBinary(name, 0).getBytes();
        } else if (column.type() == List.class) {
            Group list = group.getGroup(name, 0);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                texts.add(list.getGroup(0, i).getString(0, 0));
            }
            return List.copyOf(texts);
        }
        return group.getString(name, 0);
    }
}
