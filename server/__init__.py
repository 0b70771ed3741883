"""Start the program and speak HTTP: settings, application, GraphQL endpoint, GraphiQL page, command line."""
