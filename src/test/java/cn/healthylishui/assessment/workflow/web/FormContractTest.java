package cn.healthylishui.assessment.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.taskform.FormView;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 表单接口: what goes between the server and the forms' scripts is said once, by the records of the server. {@code contract.d.ts} is
 * written from them, and TypeScript holds the scripts to it ({@code BrowserScriptsTest}).
 */
class FormContractTest {

    private static final Path CONTRACT = Path.of("forms/shared/contract.d.ts");

    private static final List<Class<?>> SAID = List.of(
            FormView.class,
            TaskController.Changes.class,
            TaskController.Conflicts.class,
            TaskController.StoredFile.class,
            TaskController.Ballot.class,
            TaskController.Cast.class,
            TaskController.Uploaded.class,
            Errors.Message.class,
            Errors.Faults.class,
            StartController.StartingOffice.class);

    private final Set<Class<?>> told = new LinkedHashSet<>();
    private final Deque<Class<?>> open = new ArrayDeque<>(SAID);

    @Test
    void the_contract_is_what_the_records_say() throws IOException {
        String said = contract();
        if (Boolean.getBoolean("contract.write")) {
            Files.writeString(CONTRACT, said);
        }
        assertThat(Files.readString(CONTRACT))
                .as("Write it anew with mvn test -Dtest=FormContractTest -Dcontract.write=true, and mend the scripts")
                .isEqualTo(said);
    }

    private String contract() {
        StringBuilder text = new StringBuilder(
                "/** What the server and the forms' scripts say to each other; written from the records of the server. */\n");
        while (!open.isEmpty()) {
            Class<?> next = open.poll();
            if (told.add(next)) {
                text.append('\n').append(declared(next));
            }
        }
        return text.toString();
    }

    private String declared(Class<?> type) {
        if (type.isEnum()) {
            return "export type %s = %s;\n"
                    .formatted(
                            type.getSimpleName(),
                            Arrays.stream(type.getEnumConstants())
                                    .map(one -> "'" + ((Enum<?>) one).name() + "'")
                                    .collect(Collectors.joining(" | ")));
        }
        return Arrays.stream(type.getRecordComponents())
                .map(component -> "  %s: %s;\n".formatted(component.getName(), said(component)))
                .collect(Collectors.joining("", "export interface %s {\n".formatted(type.getSimpleName()), "}\n"));
    }

    private String said(RecordComponent component) {
        String type = said(component.getGenericType());
        return isNullable(component.getAnnotatedType()) ? type + " | null" : type;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private String said(Type type) {
        if (type instanceof ParameterizedType of) {
            Type[] parts = of.getActualTypeArguments();
            if (of.getRawType() == List.class) {
                return said(parts[0]) + "[]";
            }
            if (of.getRawType() == Map.class) {
                return "Record<%s, %s>".formatted(said(parts[0]), said(parts[1]));
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain == String.class || plain == LocalDate.class || plain == byte[].class) {
                return "string"; // bytes travel as Base64
            }
            if (plain == boolean.class) {
                return "boolean";
            }
            if (plain == long.class || plain == int.class || plain == Integer.class) {
                return "number";
            }
            if (plain == Object.class) { // the value of a cell: a text, or files
                open.add(FormView.File.class);
                return "string | File[]";
            }
            if (plain.isRecord() || plain.isEnum()) {
                open.add(plain);
                return plain.getSimpleName();
            }
        }
        throw new IllegalStateException("Nobody knows how this travels: " + type);
    }
}
