package dev.rehearsal.catalog.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.Question.Choice;
import dev.rehearsal.catalog.question.QuestionRules;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.store.TopicEntity;

/** The form of the packaged bank; its content is up to its reviewers. */
class BankTest {

    private static final int SUBJECTS = 40;
    private static final int TOPICS = 13;
    /** Of the words of two prompts, how many may be the same. */
    private static final double MOST_ALIKE = 0.5;

    private static Set<String> topics;
    private static final Map<BankFile, List<Question>> BANK = new TreeMap<>((one, other) -> one.number() - other.number());

    @BeforeAll
    static void read() throws IOException {
        PackagedBank packaged = PackagedBank.fromClassPath();
        topics = BankReader.topics(packaged.topics()).stream().map((TopicEntity topic) -> topic.slug).collect(Collectors.toSet());
        for (byte[] text : packaged.files().values()) {
            BankFile file = BankReader.file(text);
            BANK.put(file, file.questions().stream().map(question -> BankReader.question(file, question)).toList());
        }
    }

    @Test
    void everySubjectHasAnOpenQuestionAndThreeChoiceQuestions() {
        assertEquals(IntStream.rangeClosed(1, SUBJECTS).boxed().toList(), BANK.keySet().stream().map(BankFile::number).toList());
        assertEquals(SUBJECTS, BANK.keySet().stream().map(BankFile::subject).distinct().count());
        BANK.forEach((file, questions) -> {
            assertEquals(1, questions.stream().filter(question -> question.type() == QuestionType.OPEN).count(), file.subject());
            assertTrue(questions.stream().filter(question -> question.type() != QuestionType.OPEN).count() >= 3, file.subject());
        });
    }

    @Test
    void everyQuestionKeepsTheRulesAndEveryTopicHasQuestions() {
        BANK.forEach((file, questions) -> questions.forEach(question -> QuestionRules.check(question, topics, Set.of(file.subject()))));
        assertEquals(TOPICS, topics.size());
        assertEquals(new TreeSet<>(topics), questions().flatMap(question -> question.topics().stream()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void noTwoQuestionsHaveTheSameSlugOrNearlyTheSamePrompt() {
        List<Question> all = questions().toList();
        assertEquals(all.size(), all.stream().map(Question::slug).distinct().count());
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                double alike = alike(words(all.get(i).prompt()), words(all.get(j).prompt()));
                assertTrue(alike <= MOST_ALIKE, all.get(i).slug() + " and " + all.get(j).slug() + " share " + alike);
            }
        }
    }

    @Test
    void theRightChoiceIsNotGivenAwayByItsLengthOrPlace() {
        List<Question> single = questions().filter(question -> question.type() == QuestionType.SINGLE_CHOICE).toList();
        long longest = single.stream().filter(BankTest::longestIsRight).count();
        assertTrue(longest <= 0.35 * single.size(), longest + " of " + single.size());
        Map<String, Long> places = single.stream().flatMap(question -> question.choices().stream()).filter(Choice::right)
                .collect(Collectors.groupingBy(Choice::id, TreeMap::new, Collectors.counting()));
        for (String place : List.of("a", "b", "c", "d")) {
            double share = (double) places.get(place) / single.size();
            assertTrue(share >= 0.2 && share <= 0.3, places.toString());
        }
    }

    @Test
    void whatIsSaidToPractiseASubjectIsThere() {
        Path root = Path.of(System.getProperty("rehearsal.root"));
        List<String> missing = BANK.keySet().stream().flatMap(file -> file.practisedBy().stream()).map(BankFile.Practice::file)
                .filter(file -> !Files.isRegularFile(root.resolve(file))).toList();
        assertEquals(List.of(), missing);
        assertTrue(BANK.keySet().stream().filter(file -> !file.practisedBy().isEmpty()).count() > SUBJECTS / 2);
    }

    private static Stream<Question> questions() {
        return BANK.values().stream().flatMap(List::stream);
    }

    private static boolean longestIsRight(Question question) {
        int longest = question.choices().stream().mapToInt(choice -> choice.text().length()).max().orElseThrow();
        return question.choices().stream().anyMatch(choice -> choice.right() && choice.text().length() == longest);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase().split("\\W+")));
    }

    /** Jaccard's index. */
    private static double alike(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return (double) both.size() / (one.size() + other.size() - both.size());
    }
}
