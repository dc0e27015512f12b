namespace Presage.Lab.Studies;

/// <summary>A description to begin with, which says what every key means.</summary>
public static class StudyExample
{
    /// <summary>YAML with comments; a study of its own.</summary>
    public const string Text = """
        # A study: ladders of tiny transformers. Run it with
        #   presage train lab.yaml --out study
        #   presage analyze study
        # What stands above 'arms' holds for every arm that does not say otherwise.
        # A file without 'arms' is one arm.

        seeds: 3                 # models per size with seeds 1, 2, 3; or a list, [1, 5, 9]
        batch: 128               # sequences per step

        arms:
          - name: sums           # in the names of models and family; the task's name where absent
            task: addition       # addition, subtraction, multiplication, modular-addition, copying, sorting
            digits: 3            # of each operand; 2x2 for multiplication; modulus: 97; length: 6 (copying, sorting)
            draw: value          # how training draws operands: length (short ones are common) or value (all alike)
            reversed: false      # the answer's lowest digit first
            widths: [4, 8, 16]   # sizes; every width with every number of layers
            layers: 2
            steps: ladder        # as in Presage's own ladder; or 100; or one per size, [60, 100, 160]

          - name: products
            task: multiplication
            digits: 2x2
            widths: [4, 8, 16]
            tokens: 200 N        # 200 tokens per parameter; or a number, or one per size
            # testProblems: 500  # held out from training; testSeed: 0 draws them
            # swapped: held-out  # or independent: a problem with its operands swapped is another problem

          - name: sparse-products
            task: multiplication
            digits: 2x2
            widths: [4, 8, 16]
            experts: 4           # MLPs per layer, of which each token uses activeExperts
            activeExperts: 1
            matchCompute: products   # steps that give, size by size, the same 6 N D; N counts what a token uses

          - name: over-training  # one size over its checkpoints
            task: addition
            digits: 3
            widths: 16
            decay: constant      # of the learning rate; or cosine
            learningRate: 0.0067 # min(0.02, 0.32 / width) where absent
            checkpoints: [20, 60, 80, 100, 130, 160]

        # Sizes one by one instead of widths:
        #   rungs:
        #     - {width: 4, layers: 1, steps: 60}
        #     - {width: 8, layers: 3, heads: 2, steps: 120}
        # Also: heads (must divide the width), tiedHead: true, warmUp (steps), weightDecay, beta1, beta2, clip,
        # evaluations: 10 and evaluationProblems: 200 (tests while training, for curves over training).

        """;
}
