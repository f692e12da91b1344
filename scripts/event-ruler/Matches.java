import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import software.amazon.event.ruler.Machine;

/** Asks the matcher of EventBridge about each question of a file, and prints a line each: true or false. */
public class Matches {
  public static void main(String[] arguments) throws Exception {
    for (JsonNode question : new ObjectMapper().readTree(new File(arguments[0]))) {
      Machine machine = new Machine();
      machine.addRule("rule", question.get("pattern").toString());
      System.out.println(!machine.rulesForJSONEvent(question.get("event").toString()).isEmpty());
    }
  }
}
