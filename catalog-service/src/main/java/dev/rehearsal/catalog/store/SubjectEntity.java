package dev.rehearsal.catalog.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;

import dev.rehearsal.catalog.question.SubjectKind;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An interview subject that several questions are about. There are some dozens; they come with bank files. */
@Entity
@Table(name = "subject")
public class SubjectEntity extends PanacheEntityBase {

    @Id
    public String slug;
    public String title;
    public SubjectKind kind;

    public static Set<String> slugs() {
        return find("select slug from SubjectEntity").project(String.class).stream().collect(toUnmodifiableSet());
    }
}
