package dev.rehearsal.catalog.store;

import dev.rehearsal.catalog.question.Named;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.question.SubjectKind;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores an enum by its name in the API, which its {@code toString} gives. */
abstract class NameConverter<E extends Enum<E>> implements AttributeConverter<E, String> {

    private final Class<E> type;

    NameConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value == null ? null : value.toString();
    }

    @Override
    public E convertToEntityAttribute(String name) {
        return name == null ? null : Named.of(type, name);
    }

    @Converter(autoApply = true)
    static class OfType extends NameConverter<QuestionType> {
        OfType() {
            super(QuestionType.class);
        }
    }

    @Converter(autoApply = true)
    static class OfKind extends NameConverter<SubjectKind> {
        OfKind() {
            super(SubjectKind.class);
        }
    }

    @Converter(autoApply = true)
    static class OfStatus extends NameConverter<Status> {
        OfStatus() {
            super(Status.class);
        }
    }
}
