// SPDX-License-Identifier: Apache-2.0
// Reads each file with the importer of Gephi itself (gephi-toolkit, Maven Central) as the window's File > Open does,
// and prints nodes, edges and what Gephi complains of: FILE NODES EDGES PROBLEMS.
import java.io.File;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

public class GephiRead {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
            projects.newProject();
            ImportController importer = Lookup.getDefault().lookup(ImportController.class);
            Container container = importer.importFile(new File(file));
            int problems = 0;
            for (java.util.Iterator<Issue> issues = container.getReport().getIssues(1000); issues.hasNext();) {
                Issue issue = issues.next();
                problems += issue.getLevel().toInteger() >= Issue.Level.WARNING.toInteger() ? 1 : 0;
                System.err.println(issue.getLevel() + " " + issue.getMessage());
            }
            importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
            GraphModel graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
            System.out.println(new File(file).getName() + " " + graph.getGraph().getNodeCount() + " "
                + graph.getGraph().getEdgeCount() + " " + problems);
        }
        System.exit(0);
    }
}
